import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import type { ClientOptions, WebSocket } from 'ws'
import type { DialAgent } from './dial-agent.ts'
import type { DockerRequest } from './docker-api.ts'
import { type DockerEndpoint, hostOf } from './endpoint.ts'
import { toProblem } from './errors.ts'
import { buildPath } from './modem-api.ts'

/** Resolves once the engine has switched protocols; the socket is paused, so that no message comes before it is read. */
export type OpenWebSocket = (
  request: Pick<DockerRequest, 'path' | 'query' | 'rawQuery'>,
) => Promise<WebSocket>

/** ws' types don't know `closeTimeout` yet. */
const webSocketOptions: ClientOptions & { closeTimeout: number } = {
  // Measured: with it, a key's echo takes 1.3 times as long.
  perMessageDeflate: false,
  // A close ends stdin while output still flows, for as long as the process likes; ws would cut it after 30 s. This is the
  // most that a timer can wait, 25 days.
  closeTimeout: 2 ** 31 - 1,
  maxPayload: 0,
  // Should Docker ever send a text frame, its bytes are passed on as they are.
  skipUTF8Validation: true,
}

/** What the engine refuses is thrown as a Problem, as by `DockerApi`. `ws` is loaded here, when one is first needed. */
export async function openWebSocket(
  { endpoint, agent, version }: { endpoint: DockerEndpoint; agent: DialAgent; version: string },
  request: Parameters<OpenWebSocket>[0],
): Promise<WebSocket> {
  const { WebSocket } = await import('ws')
  const { host, port } = hostOf(endpoint)
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const path = buildPath(request).replace(/&$/, '')
  const socket = new WebSocket(`ws://${authority}/${version}${path}`, { ...webSocketOptions, agent })
  try {
    await opened(socket)
  } catch (error) {
    throw toProblem(error, endpoint)
  }
  return socket
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('open', () => {
      socket.pause()
      socket.off('error', reject)
      resolve()
    })
    socket.once('unexpected-response', (request, response) => {
      void readRefusal(response).then(reject, reject)
      response.once('close', () => request.destroy())
    })
  })
}

/** In dockerode's form, which `toProblem` reads. */
async function readRefusal(response: IncomingMessage): Promise<Error> {
  const body = await text(response)
  return Object.assign(new Error(readMessage(body)), { statusCode: response.statusCode })
}

function readMessage(body: string): string {
  try {
    const answer: unknown = JSON.parse(body)
    if (typeof answer === 'object' && answer !== null && 'message' in answer) return String(answer.message)
  } catch {}
  return body.trim()
}
