import { Readable } from 'node:stream'
import { pack } from 'tar-stream'
import type { BuildTools } from './build-request.ts'
import { builtSlugLabels, layerLabels } from './names.ts'

type Tools = Pick<BuildTools, 'engine' | 'controllerId' | 'buildLimits'>

/**
 * Gives an image another name and our labels: by a build of one line, since a tag alone carries no labels, and what has no label of
 * ours is never removed.
 */
export async function labelImage(
  { engine, controllerId, buildLimits }: Tools,
  app: { id: string },
  { from, to, signal }: { from: string; to: string; signal?: AbortSignal },
): Promise<void> {
  const context = pack()
  context.entry({ name: 'Dockerfile' }, `FROM ${from}\n`)
  context.finalize()
  await engine.buildImage({
    context: Readable.from(context),
    dockerfile: 'Dockerfile',
    tag: to,
    labels: { ...layerLabels(controllerId, app), ...builtSlugLabels },
    buildArgs: {},
    ...buildLimits,
    onOutput: () => {},
    signal: signal ?? new AbortController().signal,
  })
}
