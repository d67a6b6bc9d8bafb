/** A secret that stands for a user. The secret itself is known to its holder alone. */
export interface Token {
  id: string
  userId: string
  description: string
  expiresAt: Date | null
  createdAt: Date
}

export function isExpired(token: Token, now: Date): boolean {
  return token.expiresAt !== null && token.expiresAt <= now
}
