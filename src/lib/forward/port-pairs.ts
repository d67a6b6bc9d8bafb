import { UsageError } from '../errors.ts'

/** From a port here to a port of the dyno; 0 here is any that is free. */
export interface PortPair {
  local: number
  remote: number
}

/**
 * `5000`, `8080:5000`, several by commas: what is before the colon is here, without it the port is the same. `localPorts`, by
 * commas too, are in the place of what is before the colons. Throws a UsageError.
 */
export function parsePortPairs(text: string, localPorts?: string): PortPair[] {
  const words = text.split(',')
  const locals = localPorts?.split(',')
  if (locals && locals.length !== words.length) {
    throw new UsageError(
      `--localPort has ${locals.length} of ${words.length} ports: it names one here for each port of the dyno.`,
    )
  }
  const pairs = words.map((word, index) => parsePair(word, locals?.[index]))
  const twice = pairs.find(({ local }, index) => local && pairs.findIndex((it) => it.local === local) < index)
  if (twice) throw new UsageError(`port ${twice.local} here is named twice: it can lead to one port alone.`)
  return pairs
}

function parsePair(word: string, given: string | undefined): PortPair {
  const [first = '', second, ...more] = word.split(':')
  if (more.length > 0) throw new UsageError(`${word} has a colon too many. It is PORT, or LOCAL:REMOTE.`)
  if (second !== undefined && given !== undefined)
    throw new UsageError(`${word} names its port here, so --localPort can't.`)
  return { local: parsePort(given ?? first, 0), remote: parsePort(second ?? first, 1) }
}

function parsePort(word: string, least: number): number {
  const port = /^\d{1,5}$/.test(word.trim()) ? Number(word) : -1
  if (port >= least && port <= 65_535) return port
  throw new UsageError(`not a port: ${word || 'nothing'}. A port is a number from 1 to 65535.`)
}
