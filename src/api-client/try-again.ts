/** A try that did not come out well. */
export interface Failure {
  method: string
  /** How many tries there were, this one too. */
  tries: number
  /** Of the answer, where there was one. */
  status?: number | undefined
  /** Of the connection that failed, as Node names it. */
  code?: string | undefined
  /** Milliseconds that the answer asks to wait. */
  retryAfter?: number | undefined
}

/** Whoever reads only may ask as often as it likes. */
const harmless = ['GET', 'HEAD']

/** Nothing has been sent: there was nobody to send it to. */
const unsent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

/** It may have been sent, and its answer was lost. All else, a certificate that can't be trusted say, stays as it is. */
const cutOff = [...unsent, 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE']

/** It may be better in a moment: 429 too many requests, the others what proxies say of a controller that starts. */
const passing = [429, 502, 503, 504]

/** Milliseconds. Who is asked to wait longer is told so, and not kept waiting. */
const longestWait = 60_000

/**
 * Milliseconds until the next try; 0: there is none, since asking twice might do twice, or enough was tried. `delays` are those before
 * the 2nd, 3rd … try; of each a half at random, so that those whom one outage has cut off do not all come back at once.
 */
export function pauseBeforeNextTry(
  { method, tries, status, code, retryAfter }: Failure,
  delays: readonly number[],
  random: () => number = Math.random,
): number {
  const delay = delays[tries - 1]
  if (delay === undefined || !mayAskAgain({ method, status, code })) return 0
  if (status !== undefined && retryAfter !== undefined)
    return retryAfter > longestWait ? 0 : Math.max(1, retryAfter)
  return Math.max(1, delay * (0.5 + random()))
}

function mayAskAgain({ method, status, code }: Pick<Failure, 'method' | 'status' | 'code'>): boolean {
  if (!harmless.includes(method)) return status === undefined && unsent.includes(code ?? '')
  return status === undefined ? cutOff.includes(code ?? '') : passing.includes(status)
}
