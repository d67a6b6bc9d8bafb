import type { Scope } from './token-scope.ts'

/** A secret that stands for a user. The secret itself is known to its holder alone. */
export interface Token {
  id: string
  userId: string
  description: string
  scope: readonly Scope[]
  /** A password made it: it ends where the password is changed, and is listed as a session. */
  isLogin: boolean
  /** The OAuth client that holds it; null where its user does. */
  clientId: string | null
  expiresAt: Date | null
  createdAt: Date
  updatedAt: Date
}

export function isExpired(token: Token, now: Date): boolean {
  return token.expiresAt !== null && token.expiresAt <= now
}

/** Until it expires; null where it does not. */
export function secondsLeft({ expiresAt }: Token, now: Date): number | null {
  return expiresAt && Math.max(0, Math.round((expiresAt.getTime() - now.getTime()) / 1000))
}
