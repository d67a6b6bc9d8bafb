import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import type { Dyno } from '../../api-types/dyno.ts'
import { UserError } from '../../lib/errors.ts'
import { readAll } from '../answer.ts'
import type { Http } from '../http.ts'
import { connectionError, refusal } from '../refusal.ts'

/** The first version of the framed session: src/attach/frames.ts. */
const subprotocol = 'qp.attach.v1'

/**
 * Opens the session of a one-off dyno; resolves when it is open. Uncompressed: permessage-deflate doubles the time of an echo
 * (measured). The token goes to the controller's own host or nowhere.
 */
export async function openAttachSocket(http: Http, dyno: Dyno): Promise<WebSocket> {
  const url = attachUrl(http, dyno)
  const authorization = http.authorizationFor(url)
  if (authorization === undefined) {
    throw new UserError(
      `${dyno.name} is to be attached at ${url.host}, which is not the controller ${http.url}.`,
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
    ...(agent ? { agent } : {}),
  })
  await opened(socket, http.url)
  return socket
}

function attachUrl(http: Http, dyno: Dyno): URL {
  if (dyno.attach_url === null) {
    throw new UserError(`${dyno.name} can't be attached: it was not started for a session.`, {
      code: 'not_attachable',
      hint: '`qp logs -d ' + dyno.name + '` shows what it writes.',
    })
  }
  const url = new URL(dyno.attach_url, http.url)
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
