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
