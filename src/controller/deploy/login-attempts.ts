import { problem } from '../domain/problem.ts'

/** Within this time, in ms. */
const span = 10 * 60 * 1000

/** From one address, for one user, and for all users. By address, so that nobody can keep another out by failing in their name. */
const mostForUser = 10
const mostFromAddress = 100

/** How many counts are kept at once. */
const mostCounts = 10_000

/** Counts logins that fail. */
export interface LoginAttempts {
  /**
   * Before a password is looked at, so that tries at the same time are counted too. Throws `rate_limit`.
   *
   * @returns to be called where the password was right, which takes the try back
   */
  begin(address: string, name: string): () => void
}

export function createLoginAttempts(now: () => Date): LoginAttempts {
  const counts = new Map<string, { tries: number; until: number }>()
  const countOf = (key: string) => {
    const found = counts.get(key)
    if (found && found.until > now().getTime()) return found
    const fresh = { tries: 0, until: now().getTime() + span }
    counts.delete(key)
    counts.set(key, fresh)
    return fresh
  }
  return {
    begin(address, name) {
      const [ofUser, ofAddress] = [countOf(`${address} ${name.toLowerCase()}`), countOf(address)]
      // The oldest go first.
      for (const key of counts.keys()) if (counts.size > mostCounts) counts.delete(key)
      if (ofUser.tries >= mostForUser || ofAddress.tries >= mostFromAddress)
        throw problem('rate_limit', 'Too many logins have failed. Try again in ten minutes.')
      ofUser.tries += 1
      ofAddress.tries += 1
      return () => {
        ofUser.tries = 0
        ofAddress.tries -= 1
      }
    },
  }
}
