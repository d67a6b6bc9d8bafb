import { ApiError } from '../../lib/errors.ts'

/** Deis refuses a change that changes nothing; here, as at Heroku, what is already so is done. */
export async function unlessUnchanged<T>(change: () => Promise<T>, get: () => Promise<T>): Promise<T> {
  try {
    return await change()
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409 || !isUnchanged(error.message)) throw error
    return get()
  }
}

/** "jim changed nothing - release stopped", "jim changed nothing": it has no code to go by. */
function isUnchanged(message: string): boolean {
  return /^\S+ changed nothing\b/.test(message)
}

/** Without the keys to take away that are not there, which Deis refuses and Heroku does not mind. */
export function withoutAbsent<T>(
  changes: Readonly<Record<string, T | null>>,
  present: Readonly<Record<string, unknown>>,
): Record<string, T | null> {
  return Object.fromEntries(
    Object.entries(changes).filter(([key, value]) => value !== null || Object.hasOwn(present, key)),
  )
}
