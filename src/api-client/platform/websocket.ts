import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import { readAll } from '../answer.ts'
import type { Http } from '../http.ts'
import { connectionError, refusal } from '../refusal.ts'
import { renderAnswered, renderFailed, renderSent, type Sent, type Talk, withoutPath } from '../talk.ts'

/** A network that swallows what is sent must not hold up the next try. */
const handshakeTimeout = 10_000

/** In bytes; no frame is as long. ws itself would hold a hundred megabytes of one in memory. */
const maxPayload = 1024 * 1024

/** What `http.authorizationFor` says of it. */
export interface WebSocketTarget {
  url: URL
  subprotocol: string
  authorization: string | undefined
}

/**
 * Opens a websocket to a controller; resolves when it is open, paused. Uncompressed: permessage-deflate doubles the time of an
 * echo (measured). Throws as requests do.
 */
export async function openWebSocket(
  http: Http,
  { url, subprotocol, authorization }: WebSocketTarget,
): Promise<WebSocket> {
  const agent = await http.agents.of(url)
  const { WebSocket } = await import('ws')
  const headers = authorization === undefined ? {} : { authorization }
  const socket = new WebSocket(url, [subprotocol], {
    headers,
    perMessageDeflate: false,
    maxPayload,
    handshakeTimeout,
    ...(agent ? { agent } : {}),
  })
  if (http.talk) tellHandshake(http.talk, socket, { method: 'GET', url: withoutPath(url), headers })
  await opened(socket, http.url)
  return socket
}

/** Without the path: that of a session opens it. */
function tellHandshake(talk: Talk, socket: WebSocket, sent: Sent): void {
  const started = performance.now()
  const answered = ({ statusCode: status = 0, headers }: IncomingMessage) =>
    talk(renderAnswered({ sent, status, milliseconds: performance.now() - started, headers }))
  talk(renderSent(sent))
  socket.once('upgrade', answered)
  socket.once('unexpected-response', (_, response) => answered(response))
  const onError = (error: Error) => talk(renderFailed(error))
  socket.once('error', onError)
  socket.once('open', () => socket.off('error', onError))
}

/** `address` may be a path of the controller's, or a whole address, by http or ws. */
export function webSocketUrl(http: Http, address: string): URL {
  const url = new URL(address, http.url)
  url.protocol = url.protocol.replace('http', 'ws')
  return url
}

function opened(socket: WebSocket, controller: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      // The first frames may come with the handshake; the session that is about to listen resumes it.
      socket.pause()
      resolve()
    })
    socket.once('error', (error) => reject(connectionError(error, controller)))
    // The controller said no instead of upgrading; only its body says why.
    socket.once('unexpected-response', (request, response) => {
      refusalOf(response)
        .then(reject, reject)
        .finally(() => request.destroy())
    })
  })
}

async function refusalOf(response: IncomingMessage): Promise<Error> {
  return refusal(response.statusCode ?? 0, await readAll(response))
}
