import { Problem, problem } from '../domain/problem.ts'
import type { Token } from '../domain/token.ts'
import { checkEmail, checkPassword, checkUsername, type User } from '../domain/user.ts'
import { endTokens, logIn } from './change-tokens.ts'
import type { Platform } from './platform.ts'
import { hashPassword } from './secrets.ts'

export interface NewUser {
  email: string
  /** The address, unless it is said. */
  username?: string
  password: string
  isAdmin?: boolean
}

/** Throws `invalid_params` for what is no address or too short a password, `conflict` where somebody has the address. */
export async function createUser(
  platform: Platform,
  { email, username = email, password, isAdmin = false }: NewUser,
): Promise<User> {
  checkEmail(email)
  checkUsername(username, email)
  checkPassword(password)
  const user: User = { id: platform.newId(), email, username, isAdmin, createdAt: platform.now() }
  const hash = await hashPassword(password)
  // In one step: hashing takes long enough for somebody else to ask for the same name.
  await platform.store.transaction(async ({ users }) => {
    for (const name of new Set([email, username]))
      if (await users.find(name))
        throw problem('conflict', `There is a user ${name} already.`, { reason: 'username_taken' })
    await users.add(user, hash)
  })
  platform.log.info({ user: email, admin: isAdmin }, 'a user was created')
  return user
}

/** Somebody makes an account for himself, or an admin for somebody, as `--registration` has it. Throws `forbidden`. */
export async function registerUser(
  platform: Platform,
  caller: User | undefined,
  login: Omit<NewUser, 'isAdmin'>,
): Promise<User> {
  const { registration } = platform.settings
  if (registration === 'closed')
    throw problem(
      'forbidden',
      'Nobody registers here by himself: an admin makes users with `qp users:create EMAIL`. `qp server --registration open` changes that.',
    )
  if (registration === 'admin' && !caller?.isAdmin)
    throw problem('forbidden', 'Only an admin registers somebody here: ask one, or log in as one.')
  return createUser(platform, login)
}

/**
 * The caller's own password. Every login that another password made ends, but not the one that asks; so does what is open by them.
 * Throws `forbidden` where the current one is wrong, and `rate_limit` where it was too often: a token alone can't lock its user out.
 */
export async function changeOwnPassword(
  platform: Platform,
  user: User,
  { address, current, next, keep }: PasswordChange,
): Promise<void> {
  if ((await platform.store.users.findPasswordHash(user.id)) !== null)
    await checkCurrent(platform, user, address, current)
  await setPassword(platform, user, next, keep)
}

interface PasswordChange {
  /** Of the network, where it is asked for. */
  address: string
  current: string | undefined
  next: string
  keep: Token | undefined
}

async function checkCurrent(
  platform: Platform,
  user: User,
  address: string,
  password: string | undefined,
): Promise<void> {
  const refusal = (what: string, options: ConstructorParameters<typeof Problem>[2]) =>
    problem('forbidden', `The current password is ${what}. Nothing was changed.`, options)
  if (password === undefined) throw refusal('needed too', { reason: 'password_missing' })
  try {
    await logIn(platform, address, { name: user.id, password })
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.id !== 'unauthorized') throw cause
    throw refusal('another', { cause, reason: 'wrong_password' })
  }
}

/** By an admin, or after a check: ends all logins of the user but one, and codes that no OAuth client has brought yet. Throws `invalid_params` where it is too short. */
export async function setPassword(
  platform: Platform,
  user: User,
  password: string,
  keep?: Token,
): Promise<void> {
  checkPassword(password)
  await platform.store.users.setPasswordHash(user.id, await hashPassword(password))
  await platform.store.oauthGrants.removeUnused(user.id)
  await endTokens(platform, user, (it) => it.isLogin && it.id !== keep?.id)
  await platform.sessions.recheck()
  platform.log.info({ user: user.email }, 'a password was set')
}

/** Throws `conflict` where nobody would be an admin any more. */
export async function setAdmin(platform: Platform, user: User, isAdmin: boolean, by: User): Promise<User> {
  if (user.isAdmin && !isAdmin) await checkNotLastAdmin(platform, user)
  await platform.store.users.setAdmin(user.id, isAdmin)
  await platform.sessions.recheck()
  platform.log.info({ user: user.email, admin: isAdmin, by: by.email }, 'an admin was made or unmade')
  return { ...user, isAdmin }
}

/** The account ends with its tokens, keys and OAuth clients, and what is open by them. Throws `conflict` while it owns apps, or is the last admin's. */
export async function removeUser(platform: Platform, user: User, by: User): Promise<void> {
  const apps = await platform.store.apps.listOfUser(user.id)
  const owned = apps.filter((it) => it.ownerId === user.id).map((it) => it.name)
  if (owned.length > 0)
    throw problem(
      'conflict',
      `${user.email} owns ${owned.join(', ')}. Give them away (\`qp apps:transfer\`) or destroy them (\`qp apps:destroy\`) first.`,
      { reason: 'owns_apps', subject: user.username },
    )
  if (user.isAdmin) await checkNotLastAdmin(platform, user)
  await platform.store.transaction(async (store) => {
    for (const token of await store.tokens.listOfUser(user.id)) await store.tokens.remove(token.id)
    for (const client of await store.oauthClients.listOfUser(user.id))
      await store.oauthClients.remove(client.id)
    for (const key of await store.sshKeys.listOfUser(user.id)) await store.sshKeys.remove(key.id)
    for (const certificate of await store.userCertificates.listOfUser(user.id))
      await store.userCertificates.remove(certificate.id)
    await store.collaborators.removeOfUser(user.id)
    await store.users.remove(user)
  })
  await platform.sessions.recheck()
  platform.log.info({ user: user.email, by: by.email }, 'a user was removed')
}

/**
 * By id, email address or username. Throws `not_found`, also for one who was removed.
 *
 * @param next what whoever asks may do then; without, to have the user made
 */
export async function getActiveUser(
  platform: Platform,
  idOrEmail: string,
  next = `An admin adds one with \`qp users:create ${idOrEmail}\`.`,
): Promise<User> {
  const user = await platform.store.users.find(idOrEmail)
  if (user) return user
  throw problem('not_found', `No such user: ${idOrEmail}. ${next}`, { reason: 'no_such_user' })
}

/** For what an admin does to somebody who is there. */
export const listsUsers = '`qp users` lists them.'

async function checkNotLastAdmin(platform: Platform, user: User): Promise<void> {
  const admins = (await platform.store.users.list()).filter((it) => it.isAdmin)
  if (admins.some((it) => it.id !== user.id)) return
  throw problem(
    'conflict',
    `${user.email} is the last admin. Make another first: \`qp perms:create EMAIL --admin\`.`,
  )
}
