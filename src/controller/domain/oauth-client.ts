import { checkLength, longestUrl } from './capacity.ts'
import { problem } from './problem.ts'

/** A program that acts for users who allow it (RFC 6749). Its secret is known to itself alone. */
export interface OAuthClient {
  id: string
  /** Who may change it. */
  userId: string
  name: string
  /** Where codes are sent, and nowhere else. */
  redirectUri: string
  createdAt: Date
  updatedAt: Date
}

/**
 * A name stands on the page where a user decides: it must be one line that shows, also where letters are blank (the Hangul fillers,
 * Braille's empty cell). Throws `invalid_params`.
 */
export function checkClientName(name: string): void {
  const shows = /^[^\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]{1,100}$/u.test(name)
  if (shows && name.trim() === name) return
  throw problem(
    'invalid_params',
    `${JSON.stringify(name)} is no name for a client: it takes 1 to 100 characters on one line, none of them invisible.`,
  )
}

/** Of a URI (RFC 3986 2), as it is to be sent: nothing that a header can't hold, or that a browser reads as something else. */
const uriCharacters = /^[\w.~:/?#[\]@!$&'()*+,;=%-]+$/

/**
 * By https, or by http to the user's own machine, where nothing in between can read the code; without a fragment (RFC 6749 3.1.2).
 * Throws `invalid_params`.
 */
export function checkRedirectUri(uri: string): void {
  checkLength('The address', uri, longestUrl)
  const url = URL.parse(uri)
  if (!url || !uriCharacters.test(uri)) throw refusal(uri, 'is no URL')
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal))
    throw refusal(uri, 'is not by https, and by http only localhost is allowed')
  if (uri.includes('#')) throw refusal(uri, 'has a fragment')
  if (url.username !== '' || url.password !== '') throw refusal(uri, 'has a login in it')
  // As it is written, not as browsers mend it. It stands in a header of the page too, where a semicolon would mean something.
  if (!/^https?:\/\/([\w.-]+|\[[\da-f:.]+\])(:\d+)?([/?]|$)/i.test(uri))
    throw refusal(uri, 'has no host that can be')
}

function refusal(uri: string, why: string) {
  return problem(
    'invalid_params',
    `${JSON.stringify(uri)} ${why}. Codes are sent to an address such as https://example.com/auth/callback.`,
  )
}
