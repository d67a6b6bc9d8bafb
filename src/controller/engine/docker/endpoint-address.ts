import { problem } from '../../domain/problem.ts'

export type ParsedAddress =
  | { transport: 'socket'; path: string }
  /** `secure` where the address itself asks for TLS. */
  | { transport: 'tcp'; host: string; port: number | null; secure: boolean }
  | { transport: 'ssh'; host: string; port: number | null; user: string | null; socketPath: string | null }

/**
 * Takes an engine's address apart, as `docker --host` understands it (docker/cli: opts/hosts.go); a path and `host:port` may
 * come bare. Undefined for a bare word, which may be a context's name. Throws a Problem `invalid_params`.
 */
export function parseAddress(address: `${string}://${string}`): ParsedAddress
export function parseAddress(address: string): ParsedAddress | undefined
export function parseAddress(address: string): ParsedAddress | undefined {
  const given = address.trim()
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(given) ?? []
  if (scheme !== undefined) return parseUrl(given, scheme.toLowerCase(), rest)
  if (/^\.?\//.test(given)) return { transport: 'socket', path: given }
  if (given.includes(':')) return parseUrl(`tcp://${given}`, 'tcp', given)
  if (!/^[a-z0-9][a-z0-9_.+-]*$/i.test(given)) throw badAddress(address, 'it names nothing')
  return undefined
}

function parseUrl(address: string, scheme: string, rest: string): ParsedAddress {
  if (scheme === 'unix' || scheme === 'npipe') {
    if (rest === '') throw badAddress(address, 'it has no path')
    return { transport: 'socket', path: rest }
  }
  if (!['tcp', 'http', 'https', 'ssh'].includes(scheme)) {
    throw badAddress(address, `${scheme}:// is no way to reach an engine`)
  }
  const url = parseHttpLike(address, rest)
  const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1')
  // As http(s), whose own port URL leaves out.
  const port = url.port === '' ? null : Number(url.port)
  if (url.search !== '' || url.hash !== '') throw badAddress(address, 'nothing may follow the port')
  if (scheme === 'ssh') return parseSsh(address, { host, port, url })
  if (url.username !== '' || url.password !== '') throw badAddress(address, 'only ssh takes a user')
  if (url.pathname !== '/' && url.pathname !== '') throw badAddress(address, 'nothing may follow the port')
  if (scheme === 'tcp') return { transport: 'tcp', host, port, secure: port === 2376 }
  const secure = scheme === 'https'
  return { transport: 'tcp', host, port: port ?? (secure ? 443 : 80), secure }
}

/** URL reads the host of a scheme it doesn't know with other rules, and drops a known one's own port. */
function parseHttpLike(address: string, rest: string): URL {
  const url = URL.parse(`qp://${rest}`)
  if (!url) throw badAddress(address, 'its host or port can not be read')
  if (url.hostname === '') throw badAddress(address, 'it has no host')
  return url
}

function parseSsh(
  address: string,
  { host, port, url }: { host: string; port: number | null; url: URL },
): ParsedAddress {
  if (url.password !== '') throw badAddress(address, 'a password has no place there; use a key')
  // ssh would take it for an option, and some of its options run commands.
  const user = url.username === '' ? null : decodeURIComponent(url.username)
  if (host.startsWith('-') || user?.startsWith('-'))
    throw badAddress(address, 'a name can not begin with "-"')
  const socketPath = /^\/*$/.test(url.pathname) ? null : decodeURIComponent(url.pathname)
  // The remote shell reads it.
  if (socketPath !== null && !/^[\w./@%+,:-]+$/.test(socketPath))
    throw badAddress(address, 'its path can not be quoted')
  return { transport: 'ssh', host, port, user, socketPath }
}

function badAddress(address: string, why: string): Error {
  return problem(
    'invalid_params',
    `${hidePassword(address)} is no address of a Docker Engine: ${why}; give unix:///path, tcp://host:port, https://host, ssh://user@host or the name of a docker context.`,
  )
}

function hidePassword(address: string): string {
  return address.replace(/(:\/\/[^/@:]*):[^@]*@/, '$1:…@')
}
