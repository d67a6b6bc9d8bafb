import type { WebSocket } from 'ws'
import { carryConnection } from '../../attach/carry-connection.ts'
import { FORWARD_SUBPROTOCOL } from '../../attach/frames.ts'
import { closeCodes, openSessionLink } from '../../attach/session-link.ts'
import { ApiError, UserError } from '../../lib/errors.ts'
import type { DynoForward } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'
import { openWebSocket, webSocketUrl } from './websocket.ts'

/** Ports of a dyno (docs/attach-protocol.md): one websocket that is closed when the dyno ends, and one for each connection. */
export async function openForward(http: Http, app: string, dyno: string): Promise<DynoForward> {
  const path = appPath(app, 'dynos', dyno, 'forward')
  const watch = await openSocket(http, path).catch(async (error: unknown) => {
    throw await explainRefusal(http, appPath(app, 'dynos', dyno), error)
  })
  const link = openSessionLink(watch, { onFrame: () => {} })
  const closes = new Set<() => void>([() => link.close()])
  let isClosed = false
  return {
    ended: link.closed.then((end) => explainEnd(http, dyno, end)),
    async carry(connection, port) {
      const socket = await openSocket(http, `${path}?port=${port}`)
      if (isClosed) return socket.terminate()
      const carried = carryConnection({ socket, connection, sends: 'stdin' })
      const cut = () => carried.close(closeCodes.cut)
      closes.add(cut)
      const { code, reason } = await carried.closed
      closes.delete(cut)
      if (code !== closeCodes.over && code !== closeCodes.cut) throw lost(reason)
    },
    close() {
      isClosed = true
      for (const close of closes) close()
    },
  }
}

function openSocket(http: Http, path: string): Promise<WebSocket> {
  const url = webSocketUrl(http, http.url + path)
  const authorization = http.authorizationFor(url)
  return openWebSocket(http, { url, subprotocol: FORWARD_SUBPROTOCOL, authorization })
}

/** A controller that knows the dyno and not the way to its ports is one that can't forward. */
async function explainRefusal(http: Http, dynoPath: string, error: unknown): Promise<unknown> {
  if (!(error instanceof ApiError) || error.status !== 404) return error
  const said = await http.get(dynoPath).then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (said !== undefined) return said
  return new UserError(`the controller ${http.url} can't forward ports.`, {
    code: 'not_supported',
    hint: 'It may be older than this qp. `qp ps:exec` runs what asks that port inside the dyno.',
  })
}

function explainEnd(http: Http, dyno: string, { code, reason }: { code: number; reason: string }): UserError {
  if (code === closeCodes.dynoGone) {
    const hint = 'The same command again reaches the one that took its place, if there is one: `qp ps`.'
    return new UserError(`${dyno} has ended, and the forwarding with it.`, { code: 'dyno_gone', hint })
  }
  if (code === closeCodes.forbidden) {
    return new UserError(`the forwarding was ended by the controller: ${reason}.`, {
      code: 'forwarding_ended',
    })
  }
  return new UserError(`the connection to the controller ${http.url} was lost${reason && `: ${reason}`}.`, {
    code: 'connection_lost',
  })
}

function lost(reason: string): UserError {
  return new UserError(`the way to the controller was lost${reason && `: ${reason}`}.`, {
    code: 'connection_lost',
  })
}
