import { Problem, problem } from '../domain/problem.ts'
import { createDockerEngine } from '../engine/docker/docker-engine.ts'
import type { Engine } from '../engine/engine.ts'
import { tellPhases } from './build-phases.ts'
import { buildStackImage } from './build-stack.ts'
import { takeStackImage } from './take-stack.ts'

export interface StackImage {
  tag: string
  id: string
  /** Bytes. */
  size: number
  /** False where there was one already, and it was left as it is. */
  made: boolean
}

/** Sees to it that the stack image is there: taken `from` an image, or else built. With `force` it is made anew. */
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
  if (present && !force) return { tag, id: present.id, size: present.size, made: false }
  if (from === undefined) await buildStackImage({ engine, tag, onOutput: tellPhases(onOutput), signal })
  else await takeStackImage({ engine, from, tag, onOutput })
  const image = await engine.findImage(tag)
  if (!image) throw problem('conflict', `The image ${tag} was removed as soon as it was made.`)
  if (present && present.id !== image.id) await removeReplaced(engine, present.id)
  return { tag, id: image.id, size: image.size, made: true }
}

/** Slugs are built on it, and other names may mean it: then it stays. */
async function removeReplaced(engine: Engine, id: string): Promise<void> {
  try {
    await engine.removeImage(id)
  } catch (error) {
    if (!(error instanceof Problem && error.id === 'conflict')) throw error
  }
}
