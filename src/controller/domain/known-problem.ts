import { Problem } from './problem.ts'
import { storageProblem } from './storage-problem.ts'

/** What an error says to whoever asked; undefined where it is a fault of ours, of which they are told no more than that. */
export function knownProblem(error: unknown): Problem | undefined {
  return error instanceof Problem ? error : storageProblem(error)
}
