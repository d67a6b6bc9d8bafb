import { type LookupAddress, lookup as resolve } from 'node:dns'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isIP, type LookupFunction } from 'node:net'
import { networkInterfaces } from 'node:os'
import { getCACertificates } from 'node:tls'
import { parseIpNetwork } from '../domain/ip-network.ts'
import { problem } from '../domain/problem.ts'
import { isReceiverAllowed } from '../domain/receiver-address.ts'

export interface ReceiverSettings {
  /** Networks that may be sent to although they are the controller's own machine or link-local: "127.0.0.0/8". */
  allow: readonly string[]
  /** A PEM file of authorities that receivers' certificates may be of, beside those that everybody trusts. */
  caFile: string | null
}

/** The way to addresses that users have named. Each connection goes by it, so that a name can't turn to a forbidden address later. */
export interface ReceiverNetwork {
  /** For TLS; undefined where it is as everywhere. */
  readonly ca: string[] | undefined
  /** For `connect` and `request`, which do without it where the host is an address already: so `checkAddress` comes first. */
  readonly lookup: LookupFunction
  /** Throws where the host is an address that may not be sent to; says nothing of names. */
  checkAddress(host: string): void
  /** Throws `invalid_params` where the host is, or now resolves to, addresses none of which may be sent to. */
  check(host: string): Promise<void>
}

/** Throws `invalid_params` for settings that can't be used. `ca` is what the file holds. */
export function createReceiverNetwork({
  allow,
  ca,
}: Pick<ReceiverSettings, 'allow'> & { ca?: string }): ReceiverNetwork {
  const allowed = allow.map(parseIpNetwork)
  // Asked for each host, and once for all of its addresses: interfaces come and go, docker's with each network.
  const judge = () => {
    const own = ownAddresses()
    return (address: string) => isReceiverAllowed(address, { allowed, own })
  }
  const lookup = guardedLookup(judge)
  return {
    ca: ca === undefined ? undefined : [...getCACertificates(), ca],
    lookup,
    checkAddress(host) {
      if (isIP(host) !== 0 && !judge()(host)) throw refusal(host)
    },
    check: (host) =>
      new Promise((done, fail) => {
        lookup(host, { all: true }, (error) => {
          // A name that is not there today may be there tomorrow.
          if (error && error.code === notAllowed) fail(refusal(host))
          else done()
        })
      }),
  }
}

/** The same, by settings that name a file. */
export async function openReceiverNetwork({ allow, caFile }: ReceiverSettings): Promise<ReceiverNetwork> {
  if (caFile === null) return createReceiverNetwork({ allow })
  const unreadable = (cause: Error) =>
    problem('invalid_params', `--receiver-ca-file can't be read: ${cause.message}`, { cause })
  const ca = await readFile(caFile, 'utf8').catch((error) => Promise.reject(unreadable(error)))
  return createReceiverNetwork({ allow, ca })
}

const notAllowed = 'ENOTALLOWED'

/** Node leaves out interfaces that have no carrier, such as an engine's bridge without containers; the kernel answers on them all the same. */
function ownAddresses(): string[] {
  const up = Object.values(networkInterfaces()).flatMap((of = []) => of.map((it) => it.address))
  return [...up, ...localRoutes()]
}

/** Linux: what the routing table has as its own (proc(5), /proc/net/fib_trie). */
function localRoutes(): string[] {
  try {
    const table = readFileSync('/proc/net/fib_trie', 'utf8')
    return [...table.matchAll(/\|-- (\S+)\n\s+\/32 host LOCAL/g)].map(([, address = '']) => address)
  } catch {
    return []
  }
}

function guardedLookup(judge: () => (address: string) => boolean): LookupFunction {
  return (host, options, callback) => {
    const choose = (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => {
      if (error) return callback(error, [])
      const isAllowed = judge()
      const usable = found.filter((it) => isAllowed(it.address))
      const [first] = usable
      if (!first) return callback(refusal(host), [])
      if (options.all) return callback(null, usable)
      callback(null, first.address, first.family)
    }
    const family = isIP(host)
    if (family !== 0) return choose(null, [{ address: host, family }])
    resolve(host, { ...options, all: true }, choose)
  }
}

function refusal(host: string) {
  const error = problem(
    'invalid_params',
    `Nothing may be sent to ${host}: it is the controller's own machine, or link-local. ` +
      'Who runs the controller allows a network by `qp server --receiver-network`.',
  )
  return Object.assign(error, { code: notAllowed })
}
