import { UserError } from './errors.ts'

/**
 * For the commands that run a part of the controller in this process (`server`, `stack:build`): what it refuses is a
 * sentence for the person, not a bug. A refusal is known by its name, since `lib` does not know the controller.
 */
export async function withControllerProblems<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && error.name === 'Problem')
      throw new UserError(error.message, { cause: error })
    throw error
  }
}
