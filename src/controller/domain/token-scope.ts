import { problem } from './problem.ts'

/**
 * What a token may be used for, whoever's it is, by Heroku's words (Dev Center, "OAuth"): `global` for everything, `identity` to read
 * the account and nothing else, `read` and `write` for apps without their config vars, the protected ones for config vars too.
 */
export const scopes = ['global', 'identity', 'read', 'write', 'read-protected', 'write-protected'] as const
export type Scope = (typeof scopes)[number]

/** What each covers beside itself: whoever may write is answered with what was written, so writing includes reading. */
const covered: Readonly<Record<Scope, readonly Scope[]>> = {
  global: scopes,
  identity: [],
  // Clients ask whose token they hold before they ask for that user's apps.
  read: ['identity'],
  write: ['read', 'identity'],
  'read-protected': ['read', 'identity'],
  'write-protected': ['write', 'read-protected', 'read', 'identity'],
}

export function isCovered(needed: Scope, granted: readonly Scope[]): boolean {
  return granted.some((it) => it === needed || covered[it].includes(needed))
}

/** Each once, in order; `global` where none is named. Throws `invalid_params` at a word that is none. */
export function parseScopes(names: readonly string[]): Scope[] {
  const unknown = names.find((name) => !scopes.some((it) => it === name))
  if (unknown !== undefined)
    throw problem('invalid_params', `No such scope: ${unknown}. There are ${scopes.join(', ')}.`)
  return names.length === 0 ? ['global'] : scopes.filter((it) => names.includes(it))
}
