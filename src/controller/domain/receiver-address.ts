import { type IpNetwork, parseIpNetwork } from './ip-network.ts'

/**
 * Where nothing is sent unless the operator allows it: the controller's own machine by loopback, and what answers on link-local
 * addresses, among it the metadata services of clouds, which hand out credentials to whoever asks. docs/decisions/0018 says why these.
 */
const forbidden = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::',
  '::1',
  'fe80::/10',
  'ff00::/8',
  // Metadata services that are not on link-local addresses: Alibaba, Azure, AWS and Google by IPv6.
  '100.100.100.200',
  '168.63.129.16',
  'fd00:ec2::254',
  'fd20:ce::254',
] as const

/** IPv6 addresses by which an IPv4 one is reached, and at which byte they hold it: RFC 6052 (NAT64), RFC 3056 (6to4), RFC 4291 (compatible). */
const carriers = [
  ['64:ff9b::/96', 12],
  ['2002::/16', 2],
  ['::/96', 12],
] as const

/**
 * Whether logs and notices may be sent to this IP address. `allowed` are the operator's exceptions, `own` the addresses of this
 * machine's interfaces: what listens on all of them is reached by each as by loopback.
 */
export function isReceiverAllowed(
  address: string,
  { allowed, own }: { allowed: readonly IpNetwork[]; own: readonly string[] },
): boolean {
  const one = parseIpNetwork(withoutZone(address))
  if (allowed.some((it) => isWithin(one, it))) return true
  const networks = [...forbidden, ...own.map(withoutZone)].map(parseIpNetwork)
  return ![one, ...carriedBy(one)].some((meant) => networks.some((it) => isWithin(meant, it)))
}

function carriedBy(address: IpNetwork): IpNetwork[] {
  const found = carriers.filter(([network]) => isWithin(address, parseIpNetwork(network)))
  return found.map(([, at]) => parseIpNetwork(address.bytes.slice(at, at + 4).join('.')))
}

function withoutZone(address: string): string {
  return address.split('%', 1)[0] ?? ''
}

function isWithin({ bytes }: IpNetwork, network: IpNetwork): boolean {
  if (bytes.length !== network.bytes.length) return false
  return network.bytes.every((byte, index) => {
    const mask = (0xff00 >> Math.min(8, Math.max(0, network.bits - index * 8))) & 255
    return ((bytes[index] ?? 0) & mask) === byte
  })
}
