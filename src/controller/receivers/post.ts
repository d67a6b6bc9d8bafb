import { type Agent as HttpAgent, request as httpRequest } from 'node:http'
import { type Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { ReceiverNetwork } from './receiver-network.ts'

export interface Post {
  url: URL
  headers: Readonly<Record<string, string>>
  body: string
  /** In ms, for all of it. */
  timeout: number
  signal: AbortSignal
  /** Without: a connection for this request alone. */
  agent?: HttpAgent | HttpsAgent
}

/** Of an answer's body no more is read than this, and nothing kept. Bytes. */
const mostAnswer = 64 * 1024

/**
 * Sends a body, and returns the status that it was answered with; redirects are not followed. A URL's user and password go as
 * Basic authorization unless a header says otherwise. Throws what broke the connection: an error with a `code`.
 */
export async function post(
  network: ReceiverNetwork,
  { url, headers, body, timeout, signal, agent }: Post,
): Promise<number> {
  network.checkAddress(url.hostname.replace(/^\[(.*)\]$/, '$1'))
  const limit = AbortSignal.timeout(timeout)
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  const options = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    lookup: network.lookup,
    signal: AbortSignal.any([limit, signal]),
    agent: agent ?? false,
    ...(network.ca === undefined ? {} : { ca: network.ca }),
  }
  return new Promise<number>((resolve, reject) => {
    const fail = (error: Error) => reject(limit.aborted ? timedOut(timeout) : error)
    const sent = request(url, options, (answer) => {
      let read = 0
      answer.on('data', (chunk: Buffer) => {
        read += chunk.length
        if (read > mostAnswer) answer.destroy()
      })
      answer.on('error', () => {})
      // Whatever comes behind its head, or does not, the receiver has said what it says.
      answer.on('close', () => resolve(answer.statusCode ?? 0))
    })
    sent.on('error', fail)
    sent.end(body)
  })
}

function timedOut(timeout: number): Error {
  return Object.assign(new Error(`no answer within ${timeout / 1000} seconds`), { code: 'ETIMEDOUT' })
}
