import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import { UserError } from '../../lib/errors.ts'
import { readAll } from '../answer.ts'
import type { Http } from '../http.ts'
import { connectionError, refusal } from '../refusal.ts'

/** The first version of the framed session: src/attach/frames.ts. */
const subprotocol = 'qp.attach.v1'

/** A network that swallows what is sent must not hold up the next try. */
const handshakeTimeout = 10_000

/** What is attached to. */
export interface AttachTarget {
  /** The run's. */
  id: string
  app: string
  /** The dyno's. */
  name: string
  /** Null where there is nothing to attach to any more. */
  url: string | null
}

/**
 * Opens the session of a one-off dyno; resolves when it is open. Uncompressed: permessage-deflate doubles the time of an echo
 * (measured). The token goes to the controller's own host or nowhere.
 */
export async function openAttachSocket(
  http: Http,
  target: AttachTarget,
  query: Readonly<Record<string, string>>,
): Promise<WebSocket> {
  const url = attachUrl(http, target)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const authorization = http.authorizationFor(url)
  if (authorization === undefined) {
    throw new UserError(
      `${target.name} is to be attached at ${url.host}, which is not the controller ${http.url}.`,
      {
        code: 'foreign_attach_url',
        hint: 'The token is for that controller alone, so it was not sent.',
      },
    )
  }
  const agent = await http.agents.of(url)
  const { WebSocket } = await import('ws')
  const socket = new WebSocket(url, [subprotocol], {
    headers: { authorization },
    perMessageDeflate: false,
    ...(isSealed(url) ? { generateMask: zeroMask } : {}),
    handshakeTimeout,
    ...(agent ? { agent } : {}),
  })
  await opened(socket, http.url)
  return socket
}

function attachUrl(http: Http, { name, url: address }: AttachTarget): URL {
  if (address === null) {
    throw new UserError(`${name} can't be attached: it has ended.`, {
      code: 'not_attachable',
      hint: '`qp run:list --all` has its story, `qp run:logs ' + name + '` what it wrote.',
    })
  }
  const url = new URL(address, http.url)
  url.protocol = url.protocol.replace('http', 'ws')
  return url
}

/**
 * Masks keep what one party chose from looking like a request to a proxy that reads along (RFC 6455, 10.3). Inside TLS, and
 * inside this machine, none does; there the mask is zeros, which ws then leaves out on both sides: twice the throughput
 * into a dyno (measured).
 */
function isSealed({ protocol, hostname }: URL): boolean {
  return protocol === 'wss:' || /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
}

const zeroMask = (mask: Buffer) => void mask.fill(0)

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
