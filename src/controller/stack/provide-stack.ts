import { Problem, problem } from '../domain/problem.ts'
import { createDockerEngine } from '../engine/docker/docker-engine.ts'
import type { Engine, Image } from '../engine/engine.ts'
import { tellPhases } from './build-phases.ts'
import { buildStackImage } from './build-stack.ts'
import { readHostCertificates } from './host-certificates.ts'
import { isOwnMake, isStale } from './stack-recipe.ts'
import { takeStackImage } from './take-stack.ts'

export interface StackImage {
  tag: string
  id: string
  /** Bytes. */
  size: number
  /** `current`: there was one that would be made the same now. `taken`: there was one that qp didn't make, and it was left alone. */
  outcome: 'made' | 'current' | 'taken'
}

/**
 * Sees to it that the stack image is there: taken `from` an image, or else built. One that is there is made anew where it was built of
 * something else, or taken from another image, and with `force` always.
 */
export async function provideStackImage(options: {
  /** This machine's Docker, unless another is given. */
  engine?: Engine
  tag: string
  from: string | undefined
  force: boolean
  /** What it does, step by step. */
  onOutput: (line: string) => void
  signal: AbortSignal
}): Promise<StackImage> {
  const { engine = createDockerEngine(), tag, from, force, onOutput, signal } = options
  const present = await engine.findImage(tag)
  const outcome = present && !force ? await judge(engine, present, from) : 'made'
  if (present && outcome !== 'made') return { tag, id: present.id, size: present.size, outcome }
  if (from === undefined) await buildStackImage({ engine, tag, onOutput: tellPhases(onOutput), signal })
  else await takeStackImage({ engine, from, tag, onOutput })
  const image = await engine.findImage(tag)
  if (!image) throw problem('conflict', `The image ${tag} was removed as soon as it was made.`)
  if (present && present.id !== image.id) await removeReplaced(engine, present.id)
  return { tag, id: image.id, size: image.size, outcome }
}

async function judge(
  engine: Engine,
  present: Image,
  from: string | undefined,
): Promise<StackImage['outcome']> {
  if (from !== undefined) return (await engine.findImage(from))?.id === present.id ? 'current' : 'made'
  if (!isOwnMake(present)) return 'taken'
  return isStale(present, await readHostCertificates()) ? 'made' : 'current'
}

/** Slugs are built on it, and other names may mean it: then it stays. Asked to remove an id, Docker would take the one name that it has left, too. */
async function removeReplaced(engine: Engine, id: string): Promise<void> {
  const { tags = [] } = (await engine.findImage(id)) ?? {}
  if (tags.length > 0) return
  try {
    await engine.removeImage(id)
  } catch (error) {
    if (!(error instanceof Problem && error.id === 'conflict')) throw error
  }
}
