import type { RequestError } from 'got'
import { UserError } from '../lib/errors.ts'

/** What is done about an address that takes a request and says nothing. All in milliseconds. */
export interface Limits {
  /** Whoever asked is told what is waited for. */
  told: number
  /** What only reads is given up: so long without a byte. Streams are not: what they carry may be silent for hours. */
  reading: number
  /** What changes something is given up: so long without the beginning of an answer. */
  changing: number
}

export const usualLimits: Limits = { told: 10_000, reading: 60_000, changing: 120_000 }

/** Says once what is waited for, unless what it returns was called before. It keeps no process alive. */
export function tellSilence(
  url: string,
  told: number,
  onSilence: ((text: string) => void) | undefined,
): () => void {
  if (!onSilence) return () => {}
  const timer = setTimeout(() => onSilence(`waiting for ${new URL(url).host}…`), told)
  timer.unref()
  return () => clearTimeout(timer)
}

/** Whether a request was taken, and then not answered, or not to the end: by got's names for what it waited for. */
export function isSilence(error: unknown): error is RequestError & { event: 'response' | 'socket' } {
  return (
    error instanceof Error && 'event' in error && (error.event === 'response' || error.event === 'socket')
  )
}

/** For a request that was given up. Never with the cause: a got error carries the token. */
export function noAnswer(
  { event, options }: RequestError & { event: 'response' | 'socket' },
  url: string,
): UserError {
  const seconds = Math.round((options.timeout[event] ?? 0) / 1000)
  const isReading = options.method === 'GET' || options.method === 'HEAD'
  return new UserError(`${url} has taken the request, and said nothing for ${seconds} s.`, {
    code: 'no_answer',
    hint: isReading
      ? 'It may be overloaded: try again in a moment. `qp doctor` looks at the way there.'
      : 'What was asked for may still be done: look before you ask again. `qp doctor` looks at the way there.',
  })
}
