import { domainToASCII } from 'node:url'
import { type ProblemReason, problem } from './problem.ts'

/** A custom hostname that an app answers to, beside its own `<app>.<domain>`. */
export interface WebDomain {
  id: string
  appId: string
  hostname: string
  /** The certificate that the router answers with. */
  certificateId: string | null
  /** How far its automatic certificate is; null where it gets none. */
  acm: AcmState | null
  createdAt: Date
  updatedAt: Date
}

/** The certificate that the controller gets for a domain by ACME. */
export interface AcmState {
  /** Heroku's words: `pending` until the first try, `ok`, `failing` while it is tried again, `failed` once it is given up. */
  status: 'pending' | 'ok' | 'failing' | 'failed'
  reason: string | null
  /** That failed in a row. */
  tries: number
  /** Not before; in ISO 8601. */
  nextTry: string | null
}

/** Before the first try. A wildcard can't be had by HTTP-01, the way that needs nothing but the router (RFC 8555 8.3). */
export function firstAcmState(hostname: string): AcmState {
  if (!isWildcard(hostname)) return { status: 'pending', reason: null, tries: 0, nextTry: null }
  const reason = 'a wildcard is certified by its DNS alone: bring a certificate with qp certs:add'
  return { status: 'failed', reason, tries: 0, nextTry: null }
}

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Lower case, in ASCII (`xn--…`), without a trailing dot; `*.example.com` stands for each name below. Throws `invalid_params` where it is
 * no hostname.
 */
export function normalizeHostname(text: string): string {
  const hostname = toAce(text).replace(/\.$/, '')
  const reason = findFault(hostname)
  if (reason === undefined) return hostname
  const message = `${JSON.stringify(text)} is not a hostname such as www.example.com.`
  throw problem('invalid_params', message, { reason, subject: text })
}

/** Lower case; what is not ASCII as the DNS has it (RFC 5891). What can't be converted stays. */
export function toAce(text: string): string {
  const isAscii = /^[ -~]*$/.test(text)
  // It reads as a browser does: to the first of these, and no further.
  return (isAscii || /[\s/?#@:\\]/.test(text) ? '' : domainToASCII(text)) || text.toLowerCase()
}

function findFault(hostname: string): ProblemReason | undefined {
  if (hostname === '*') return 'domain_only_wildcard'
  const labels = hostname.replace(/^\*\./, '').split('.')
  if (!labels.every((it) => label.test(it))) return 'domain_characters'
  // A name that ends in digits is an address, or meant as one.
  const isName = labels.length >= 2 && hostname.length <= 253 && !/^\d+$/.test(labels.at(-1) ?? '')
  return isName ? undefined : 'domain_format'
}

export function isWildcard(hostname: string): boolean {
  return hostname.startsWith('*.')
}

/** Whether requests for the one go to the other: a wildcard stands for the names right below it. */
export function standsFor(wildcard: string, hostname: string): boolean {
  return isWildcard(wildcard) && hostname.slice(hostname.indexOf('.')) === wildcard.slice(1)
}

/** The hostname that every app has. */
export function appHostname(appName: string, domain: string): string {
  return `${appName}.${domain}`
}
