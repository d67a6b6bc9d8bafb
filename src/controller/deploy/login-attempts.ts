import { createHash } from 'node:crypto'
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
   * @param name the user's id, so that all names of theirs count together; what was typed where it is nobody's
   * @returns to be called where the password was right, which takes the try back
   */
  begin(address: string, name: string): () => void
}

export function createLoginAttempts(now: () => Date): LoginAttempts {
  const counts = new Map<string, { tries: number; until: number }>()
  const triesOf = (key: string) => {
    const found = counts.get(key)
    const left = found ? found.until - now().getTime() : 0
    // More than there ever was is left where the clock was set back: nobody is kept out until it has caught up.
    return found && left > 0 && left <= span ? found.tries : 0
  }
  const add = (key: string) => {
    const count = triesOf(key) > 0 ? counts.get(key) : undefined
    if (count) {
      count.tries += 1
      return
    }
    counts.delete(key)
    counts.set(key, { tries: 1, until: now().getTime() + span })
  }
  const takeBack = (key: string) => {
    const count = counts.get(key)
    if (count) count.tries -= 1
    if (count?.tries === 0) counts.delete(key)
  }
  return {
    begin(address, name) {
      const user = `${address} ${digest(name)}`
      // Refused before anything is kept: whoever has tried too often can't push out what is counted by trying more.
      if (triesOf(address) >= mostFromAddress || triesOf(user) >= mostForUser)
        throw problem('rate_limit', 'Too many logins have failed. Try again in ten minutes.')
      add(user)
      add(address)
      // The oldest go first.
      for (const key of counts.keys()) if (counts.size > mostCounts) counts.delete(key)
      return () => {
        counts.delete(user)
        takeBack(address)
      }
    },
  }
}

/** What is kept of a name is as long, however long the name is. */
function digest(name: string): string {
  return createHash('sha256').update(name.toLowerCase()).digest('base64url')
}
