import { problem } from './problem.ts'

export interface User {
  id: string
  email: string
  isAdmin: boolean
  createdAt: Date
}

/** In characters: long beats complicated (NIST SP 800-63B). */
const shortestPassword = 12

/** A colon would end the name in `Authorization: Basic`. Throws `invalid_params`. */
export function checkEmail(email: string): void {
  if (/^[^\s@:]+@[^\s@:]+$/.test(email)) return
  throw problem('invalid_params', `${JSON.stringify(email)} is no email address, such as ann@example.com.`)
}

/** Throws `invalid_params`. */
export function checkPassword(password: string): void {
  if (password.length >= shortestPassword) return
  throw problem(
    'invalid_params',
    `A password has at least ${shortestPassword} characters; a sentence is a good one.`,
  )
}
