import {
  type Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestByHttp,
} from 'node:http'
import { request as requestByHttps } from 'node:https'
import { type Duplex, Transform } from 'node:stream'

export interface AskedController {
  target: URL
  agent: Agent | undefined
  token: string
}

export interface Asked {
  method: string
  path: string
  headers: IncomingHttpHeaders
  /** Whether the controller's token goes along. */
  isKnown: boolean
}

/** Asks the controller, and resolves when it begins to answer. `signal`: nobody waits any more. */
export async function ask(
  controller: AskedController,
  asked: Asked,
  body: IncomingMessage,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = open(controller, asked, signal)
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve)
    request.on('error', reject)
  })
  const paced = body.pipe(listeningFirst())
  paced.pipe(request)
  request.once('response', ({ statusCode = 0 }: IncomingMessage) => {
    if (statusCode < 400) return
    // Refused before it was heard to its end: more would only break what the answer comes by, and the client is to be let finish.
    body.unpipe(paced)
    body.resume()
  })
  return answer
}

/**
 * Lets the event loop read what has come before each chunk is written: who answers early and closes has its answer here then, and
 * a write to the closed connection would throw it away unread.
 */
function listeningFirst(): Transform {
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => void setImmediate(() => done(null, chunk)),
  })
}

/** The same for what becomes a connection of its own: a websocket. */
export function askToUpgrade(controller: AskedController, asked: Asked, client: Duplex, head: Buffer): void {
  const request = open(controller, asked)
  client.on('error', () => {})
  client.once('close', () => request.destroy())
  request.once('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\nconnection: close\r\n\r\n'))
  request.once('response', (answer: IncomingMessage) => {
    client.write(headOf(answer))
    answer.pipe(client)
  })
  request.once('upgrade', (answer: IncomingMessage, upstream: Duplex, first: Buffer) => {
    upstream.on('error', () => {})
    upstream.once('close', () => client.destroy())
    client.once('close', () => upstream.destroy())
    client.write(headOf(answer))
    client.write(first)
    upstream.write(head)
    upstream.pipe(client).pipe(upstream)
  })
  request.end()
}

function open({ target, agent, token }: AskedController, asked: Asked, signal?: AbortSignal) {
  const byTls = target.protocol === 'https:'
  const { authorization: _, host: __, 'keep-alive': ___, ...headers } = asked.headers
  return (byTls ? requestByHttps : requestByHttp)({
    hostname: target.hostname.replace(/^\[|\]$/g, ''),
    port: target.port || (byTls ? 443 : 80),
    method: asked.method,
    // As it came: what leads nowhere is the controller's to say.
    path: asked.path,
    headers: {
      ...headers,
      host: target.host,
      ...(asked.isKnown ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(agent ? { agent } : {}),
    ...(signal ? { signal } : {}),
  })
}

function headOf({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const lines = rawHeaders.flatMap((name, index) => (index % 2 ? [] : [`${name}: ${rawHeaders[index + 1]}`]))
  return [`HTTP/1.1 ${statusCode} ${statusMessage}`, ...lines, '', ''].join('\r\n')
}
