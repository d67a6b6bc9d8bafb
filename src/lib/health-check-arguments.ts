import type { Probe } from '../api-types/process-settings.ts'
import { UsageError } from './errors.ts'

export const healthTypes = ['liveness', 'readiness'] as const
export type HealthType = (typeof healthTypes)[number]

export const probeKinds = ['httpGet', 'exec', 'tcpSocket'] as const

interface ProbeWords {
  kind: string
  words: readonly string[]
  path: string
  headers: readonly string[]
}

/** `httpGet 8080`, `tcpSocket 8080`, `exec -- test -f /app/ready`; without a port it is $PORT. */
export function parseProbe({ kind, words, path, headers }: ProbeWords): Probe {
  if (kind === 'exec') {
    if (words.length === 0)
      throw new UsageError('exec needs a command. Write it like exec -- test -f /app/ready.')
    return { kind, command: [...words] }
  }
  const [word, more] = words
  if (more !== undefined) throw new UsageError(`${more} is one argument too many: ${kind} takes a port.`)
  const port = word === undefined ? null : parsePort(word)
  if (kind === 'tcpSocket') return { kind, port }
  return { kind: 'httpGet', port, path, headers: headers.map(parseHeader) }
}

function parsePort(word: string): number {
  const port = Number(word)
  if (/^\d+$/.test(word) && port >= 1 && port <= 65_535) return port
  throw new UsageError(`${word} is no port, which is a number from 1 to 65535.`)
}

function parseHeader(text: string): { name: string; value: string } {
  const at = text.indexOf(':')
  if (at < 1) throw new UsageError(`${text} is no header. Write it like Host:www.example.com.`)
  return { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() }
}

/** Those that are named; any other word is refused. */
export function parseHealthTypes(words: readonly string[]): HealthType[] {
  return words.map((word) => {
    const type = healthTypes.find((it) => it === word)
    if (!type) throw new UsageError(`${word} is no health check: there are ${healthTypes.join(' and ')}.`)
    return type
  })
}
