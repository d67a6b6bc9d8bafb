import type { Platform } from '../../deploy/platform.ts'
import { problem } from '../../domain/problem.ts'
import type { User } from '../../domain/user.ts'

/** By id or email address. Throws `not_found`. */
export async function getUser(platform: Platform, idOrEmail: string): Promise<User> {
  const user = await platform.store.users.find(idOrEmail)
  if (user) return user
  throw problem(
    'not_found',
    `No such user: ${idOrEmail}. An admin adds one with \`qp users:create ${idOrEmail}\`.`,
  )
}

/** How other resources name a user. */
export function userReference(user: User): { id: string; email: string } {
  return { id: user.id, email: user.email }
}
