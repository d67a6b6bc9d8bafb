import { createHash } from 'node:crypto'
import type { Scope } from './token-scope.ts'

/** That a user has allowed a client something: the code that says so becomes a token once, and soon or never. */
export interface OAuthGrant {
  id: string
  clientId: string
  userId: string
  /** Where the code was sent. */
  redirectUri: string
  scope: readonly Scope[]
  /** Of the verifier that must come with the code (RFC 7636, S256); null where the client has none. */
  codeChallenge: string | null
  /** What it became; null while it is unused. */
  tokenId: string | null
  expiresAt: Date
}

/**
 * Whether who brings the code is who asked for it. A verifier without a challenge is refused too: somebody has taken the challenge
 * away on its way here (RFC 9700 2.1.1).
 */
export function isVerified(codeChallenge: string | null, verifier: string | undefined): boolean {
  if (codeChallenge === null || verifier === undefined)
    return codeChallenge === null && verifier === undefined
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return false
  return createHash('sha256').update(verifier).digest('base64url') === codeChallenge
}
