import { problem } from '../../domain/problem.ts'
import type { User } from '../../domain/user.ts'

/** A change that leaves all as it was is refused in Deis's API; a release that would, in words of its own. */
export function changedNothing({ username }: User) {
  return problem('conflict', `${username} changed nothing`)
}
