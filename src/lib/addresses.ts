import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { requiredRestArgument } from './app-flag.ts'
import { UsageError } from './errors.ts'

export const whitelistArgument = requiredRestArgument('IP addresses and networks: 192.0.2.7,10.0.0.0/8')

/** `192.0.2.7,10.0.0.0/8` as Deis has it, or several words. What an address is, the controller knows. */
export function parseAddresses(words: readonly string[]): string[] {
  const addresses = words
    .flatMap((word) => word.split(','))
    .map((it) => it.trim())
    .filter((it) => it !== '')
  if (addresses.length === 0) throw new UsageError('No address is named. Write it like 192.0.2.7,10.0.0.0/8.')
  return addresses
}

/** Whether both mean the same addresses: `2001:DB8:0::/32` and `2001:db8::/32`, `10.1.2.3/8` and `10.0.0.0/8`. */
export function isSameNetwork(one: string, other: string): boolean {
  const [a, b] = [readNetwork(one), readNetwork(other)]
  if (!a || !b || a.family !== b.family || a.length !== b.length) return one === other
  const network = new BlockList()
  network.addSubnet(a.address, a.length, a.family)
  return network.check(b.address, b.family)
}

function readNetwork(text: string) {
  const [, mapped, address = '', length] = /^(::ffff:(?=\d+\.))?([^/]*)(?:\/(\d+))?$/i.exec(text.trim()) ?? []
  const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined
  if (!family) return undefined
  const bits = family === 'ipv4' ? 32 : 128
  const ownLength = length === undefined ? bits : Number(length) - (mapped ? 96 : 0)
  return ownLength < 0 || ownLength > bits ? undefined : ({ address, length: ownLength, family } as const)
}
