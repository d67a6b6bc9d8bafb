import { isIPv4, isIPv6 } from 'node:net'
import { problem } from './problem.ts'

/** One address, or all that begin with the same bits. */
export interface IpNetwork {
  /** The same for every spelling: "192.0.2.7", "10.0.0.0/8", "2001:db8::/32". */
  text: string
  /** Four or sixteen, those beyond the bits zero. */
  bytes: readonly number[]
  bits: number
}

/**
 * An address or a network in CIDR notation. Bits of a host ("10.1.2.3/8") are taken for a typing habit and cut off, as Deis does.
 * Throws `invalid_params`.
 */
export function parseIpNetwork(text: string): IpNetwork {
  const [address = '', length, ...rest] = text.trim().split('/')
  const bytes = parseAddress(address)
  const bits = length === undefined ? (bytes?.length ?? 0) * 8 : parseLength(length)
  if (!bytes || rest.length > 0 || bits === undefined || bits > bytes.length * 8)
    throw problem(
      'invalid_params',
      `The address ${text} is not valid. Use an IP address or a network, such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32.`,
      { reason: 'whitelist_format', subject: text },
    )
  return formatNetwork(...asIpv4(cutOff(bytes, bits), bits))
}

function parseAddress(text: string): number[] | undefined {
  if (isIPv4(text)) return text.split('.').map(Number)
  // A zone ("fe80::1%eth0") means something on one machine alone.
  if (!isIPv6(text) || text.includes('%')) return undefined
  const groups = (part = '') => part.split(':').filter((it) => it !== '')
  const [before, after] = compress(text).split('::')
  const missing = 8 - groups(before).length - groups(after).length
  const all = [...groups(before), ...Array<string>(missing).fill('0'), ...groups(after)]
  return all.flatMap((it) => [Number.parseInt(it, 16) >> 8, Number.parseInt(it, 16) & 255])
}

/** As RFC 5952 has it, with hexadecimal groups alone. */
function compress(address: string): string {
  return new URL(`http://[${address}]/`).hostname.slice(1, -1)
}

function parseLength(text: string): number | undefined {
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined
}

function cutOff(bytes: readonly number[], bits: number): number[] {
  return bytes.map((byte, index) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - index * 8))) & 255)
}

/** A client that speaks IPv4 is known by it, whatever socket it comes through. */
function asIpv4(bytes: number[], bits: number): [bytes: number[], bits: number] {
  const isMapped = bytes.length === 16 && bits >= 96 && bytes.slice(0, 12).join() === mappedPrefix
  return isMapped ? [bytes.slice(12), bits - 96] : [bytes, bits]
}

const mappedPrefix = '0,0,0,0,0,0,0,0,0,0,255,255'

function formatNetwork(bytes: number[], bits: number): IpNetwork {
  const address = bytes.length === 4 ? bytes.join('.') : compress(groupsOf(bytes))
  return { text: bits === bytes.length * 8 ? address : `${address}/${bits}`, bytes, bits }
}

function groupsOf(bytes: readonly number[]): string {
  const pairs = bytes.filter((_, index) => index % 2 === 0).map((high, index) => [high, bytes[index * 2 + 1]])
  return pairs.map(([high = 0, low = 0]) => (high * 256 + low).toString(16)).join(':')
}
