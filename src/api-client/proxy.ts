import { BlockList, isIP } from 'node:net'
import { UserError } from '../lib/errors.ts'

/** The variables that name proxies; others are not looked at. */
export type ProxyEnv = Readonly<Record<string, string | undefined>>

export interface HttpProxy {
  /** With user and password, where it has them: never show it. `describeProxy` is fit to be seen. */
  url: URL
  /** The variable that names it. */
  variable: string
}

/**
 * The HTTP proxy that a connection to this address goes through, if any. As curl has it: the lower-case name wins,
 * HTTPS_PROXY is for https and wss, HTTP_PROXY for http and ws, ALL_PROXY for what is left, and NO_PROXY names the
 * hosts that are reached without. As Go has it, and unlike curl, this machine itself is never reached through a proxy: a
 * controller on 127.0.0.1 is not the proxy's 127.0.0.1.
 */
export function findProxy(env: ProxyEnv, url: URL): HttpProxy | undefined {
  const isSecure = url.protocol === 'https:' || url.protocol === 'wss:'
  const names = isSecure ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy', 'HTTP_PROXY']
  const variable = [...names, 'all_proxy', 'ALL_PROXY'].find((name) => env[name])
  if (variable === undefined || isThisMachine(url.hostname)) return undefined
  const port = url.port || (isSecure ? '443' : '80')
  if (isExempt(env['no_proxy'] || env['NO_PROXY'] || '', bareHost(url), port)) return undefined
  return { url: parseProxy(env[variable] ?? '', variable), variable }
}

/** `proxy.example.com:3128`, without the password. */
export function describeProxy({ url }: HttpProxy): string {
  return `${url.hostname}:${portOf(url)}`
}

/** A URL leaves out the port that is its protocol's own. */
export function portOf(url: URL): number {
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80))
}

/** Without the brackets that an IPv6 address has in a URL. */
export function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/** Whether a URL's host is this machine: `localhost` (RFC 6761), 127.0.0.0/8 or ::1. */
export function isThisMachine(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/** A value may hold a password, so no message repeats it. */
function parseProxy(value: string, variable: string): URL {
  // curl takes `proxy:3128` too.
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`)
  if (url?.hostname && (url.protocol === 'http:' || url.protocol === 'https:')) return url
  const what = url?.hostname ? `names a ${url.protocol.slice(0, -1)} proxy` : 'is no address of a proxy'
  throw new UserError(`${variable} ${what}, and qp goes through HTTP proxies alone.`, {
    code: 'bad_proxy',
    hint: `Set it to something like http://proxy.example.com:3128, or name the controller's host in NO_PROXY.`,
  })
}

/**
 * `*`, `example.com` and `.example.com` (a domain and all below it), `10.0.0.7`, `10.0.0.0/8`, each with an optional
 * `:port`; apart by commas or blanks.
 */
function isExempt(list: string, host: string, port: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => entry === '*' || matches(entry, host, port))
}

function matches(entry: string, host: string, port: string): boolean {
  // `::1` has colons of its own: a port behind an IPv6 address needs brackets.
  const [, bracketed, plain, ownPort] = /^(?:\[(.+?)\]|([^:]*|.*:.*:.*?))(?::(\d+))?$/.exec(entry) ?? []
  const name = bracketed ?? plain ?? ''
  if (ownPort !== undefined && ownPort !== port) return false
  if (isIP(host)) return isInNetwork(host, name)
  const domain = name.replace(/^\*?\./, '')
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`))
}

function isInNetwork(address: string, network: string): boolean {
  const [base = '', prefix] = network.split('/')
  const version = isIP(base)
  if (version === 0 || version !== isIP(address)) return false
  const family = version === 4 ? 'ipv4' : 'ipv6'
  const bits = prefix === undefined ? (version === 4 ? 32 : 128) : Number(prefix)
  if (!Number.isInteger(bits) || bits < 0 || bits > (version === 4 ? 32 : 128)) return false
  const list = new BlockList()
  list.addSubnet(base, bits, family)
  return list.check(address, family)
}
