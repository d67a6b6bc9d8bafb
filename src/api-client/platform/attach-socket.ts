import type { WebSocket } from 'ws'
import { SUBPROTOCOL } from '../../attach/frames.ts'
import { UserError } from '../../lib/errors.ts'
import type { Http } from '../http.ts'
import { openWebSocket, webSocketUrl } from './websocket.ts'

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

/** Opens the session of a one-off dyno; resolves when it is open. The token goes to the controller's own host or nowhere. */
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
  return openWebSocket(http, { url, subprotocol: SUBPROTOCOL, authorization })
}

function attachUrl(http: Http, { name, url: address }: AttachTarget): URL {
  if (address === null) {
    throw new UserError(`${name} can't be attached: it has ended.`, {
      code: 'not_attachable',
      hint: '`qp run:list --all` has its story, `qp run:logs ' + name + '` what it wrote.',
    })
  }
  return webSocketUrl(http, address)
}
