import { checkLength, longestUrl } from './capacity.ts'
import { problem } from './problem.ts'

/** Where a copy of an app's log is sent, line by line. */
export interface Drain {
  id: string
  appId: string
  url: string
  /** "d." and a UUID, which stands in all that is sent: by it the receiver knows the drain. */
  token: string
  createdAt: Date
  updatedAt: Date
}

export type DrainKind = 'tcp' | 'tls' | 'udp' | 'http'

export interface DrainTarget {
  kind: DrainKind
  /** Without brackets. */
  host: string
  port: number
}

const schemes: Readonly<Record<string, { kind: DrainKind; port: number }>> = {
  'syslog:': { kind: 'tcp', port: 514 },
  'syslog+tls:': { kind: 'tls', port: 6514 },
  'syslog+udp:': { kind: 'udp', port: 514 },
  'https:': { kind: 'http', port: 443 },
  'http:': { kind: 'http', port: 80 },
}

const usable = 'A drain is syslog://HOST:PORT, syslog+tls://…, syslog+udp://…, https://… or http://…'

/** Throws `invalid_params` for what no drain can be sent to. */
export function parseDrainUrl(text: string): DrainTarget {
  checkLength("A drain's URL", text, longestUrl)
  // A parser passes over line ends and spaces; a log that tells the URL, or a header that is made of it, would have them.
  const url = /^[!-~\u00a1-\uffff]+$/.test(text) && URL.canParse(text) ? new URL(text) : undefined
  const scheme = url && schemes[url.protocol]
  if (!url || !scheme || url.hostname === '')
    throw problem('invalid_params', `${hidePassword(text)} can't be a drain. ${usable}.`)
  const hasPath = url.pathname !== '' && url.pathname !== '/'
  if (scheme.kind !== 'http' && (hasPath || url.search || url.hash || url.username || url.password))
    throw problem(
      'invalid_params',
      `${hidePassword(text)} can't be a drain: syslog takes a host and a port, and nothing else.`,
    )
  const port = url.port === '' ? scheme.port : Number(url.port)
  if (port === 0) throw problem('invalid_params', `${hidePassword(text)} can't be a drain: port 0 is none.`)
  return { kind: scheme.kind, host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port }
}

/** For a message: a password in a URL is nobody's business. */
export function hidePassword(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//…@')
}
