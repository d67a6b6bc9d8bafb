import { Problem, problem } from '../../domain/problem.ts'

/** Where dynos don't come up, Deis answers 503 and names what was to be done: `(scale): web.1 did not …`. */
export async function orUnavailable<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.id !== 'release_failed') throw cause
    throw problem('engine_unavailable', `(${what}): ${cause.message}`, { cause })
  }
}
