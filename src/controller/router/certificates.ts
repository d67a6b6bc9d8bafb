import { createHash } from 'node:crypto'
import { problem } from '../domain/problem.ts'

/** A certificate that the router answers with where a client asks for one of the names (by SNI). */
export interface ServedCertificate {
  id: string
  /** Lower case; `*.example.com` stands for each name with one label more that has no certificate of its own. */
  names: readonly string[]
  /** PEM: the name's own certificate first, then those that vouch for it. */
  chain: string
  /** PEM, not encrypted. */
  key: string
}

/** A request to nginx's admin socket, as `admin-socket.ts` makes it. */
type Ask = (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: string) => Promise<string>

/**
 * Makes nginx's table of certificates the one that is wanted: sends what it lacks or has otherwise, takes away the rest, and looks
 * again. nginx tells digests and no keys. One that it refuses does not keep it from the others.
 */
export async function sendCertificates(ask: Ask, wanted: Iterable<ServedCertificate>): Promise<void> {
  const texts = new Map([...wanted].map((it) => [it.id, renderCertificate(it)]))
  const expected = [...texts].map(([id, text]) => `${id}\t${digestOf(text)}`).sort()
  const had = lines(await ask('GET', '/certificates'))
  const refusals: unknown[] = []
  for (const [id, text] of texts)
    if (!had.includes(`${id}\t${digestOf(text)}`))
      await ask('PUT', `/certificates/${id}`, text).catch((error: unknown) => refusals.push(error))
  for (const line of had) {
    const [id = ''] = line.split('\t')
    if (!texts.has(id)) await ask('DELETE', `/certificates/${id}`)
  }
  if (refusals.length > 0) throw refusals[0]
  const seen = lines(await ask('GET', '/certificates'))
  if (seen.sort().join() !== expected.join())
    throw new Error('nginx does not have the certificates it was sent')
}

/** The text that `certificates.lua` keeps: digest, names, and the PEM of chain and key. */
export function renderCertificate({ names, chain, key }: ServedCertificate): string {
  const rest = `${[...new Set(names.map(checkName))].sort().join(',')}\n${chain.trim()}\n${key.trim()}\n`
  return `${createHash('sha256').update(rest).digest('hex')}\t${rest}`
}

function digestOf(text: string): string {
  return text.slice(0, text.indexOf('\t'))
}

function checkName(name: string): string {
  if (/^(\*\.)?[a-z0-9_.-]+$/.test(name)) return name
  throw problem('invalid_params', `${JSON.stringify(name)} can't be a name of a certificate.`)
}

function lines(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}
