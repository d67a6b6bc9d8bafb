import type { Engine } from '../engine/engine.ts'

/**
 * Makes an existing image the stack: one that the engine has, or else one from its registry. Throws `not_found` where it can
 * be had from neither.
 */
export async function takeStackImage({
  engine,
  from,
  tag,
  onOutput,
}: {
  engine: Engine
  from: string
  tag: string
  onOutput: (line: string) => void
}): Promise<void> {
  if (!(await engine.findImage(from))) await engine.pullImage(from, onOutput)
  await engine.tagImage(from, tag)
}
