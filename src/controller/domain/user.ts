import { checkLength } from './capacity.ts'
import { problem } from './problem.ts'

export interface User {
  id: string
  email: string
  /** What Deis's clients call them; the address, unless they chose another. Nobody else's name or address is the same. */
  username: string
  isAdmin: boolean
  createdAt: Date
}

/** In characters (RFC 5321 4.5.3.1). */
const longestEmail = 254

/** In characters: what is longer costs time to compare, and makes it no harder to guess. */
const longestPassword = 1000

/** In characters: long beats complicated (NIST SP 800-63B). */
const shortestPassword = 12

/**
 * A colon would end the name in `Authorization: Basic`; what does not show, or turns the direction of what stands around it, would make
 * one user look like another, and control a terminal. Throws `invalid_params`.
 */
export function checkEmail(email: string): void {
  if (email.length <= longestEmail && /^[^\s@:\p{C}]+@[^\s@:\p{C}]+$/u.test(email)) return
  throw problem(
    'invalid_params',
    `${JSON.stringify(email.slice(0, longestEmail))} is no email address, such as ann@example.com.`,
    {
      reason: 'email_format',
    },
  )
}

/** A user's own address, or a word that can be no address and no id. Throws `invalid_params`. */
export function checkUsername(username: string, email: string): void {
  const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(username)
  if (username === email || (/^[\w.+-]{1,150}$/.test(username) && !isId)) return
  throw problem(
    'invalid_params',
    `${JSON.stringify(username)} is no username: use letters, digits and any of . + - _.`,
    { reason: 'username_format' },
  )
}

/** Throws `invalid_params`. */
export function checkPassword(password: string): void {
  checkLength('The password', password, longestPassword)
  if (password.length >= shortestPassword) return
  throw problem(
    'invalid_params',
    `A password has at least ${shortestPassword} characters; a sentence is a good one.`,
    { reason: 'password_format' },
  )
}
