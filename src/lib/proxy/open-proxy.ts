import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createAgents, type Network } from '../../api-client/agents.ts'
import { readAll } from '../../api-client/answer.ts'
import { connectionError } from '../../api-client/refusal.ts'
import { UserError } from '../errors.ts'
import { describeError } from '../exit-codes.ts'
import { ask, askToUpgrade } from './ask-controller.ts'
import { createGate } from './gate.ts'
import { rewriteAddresses } from './rewrite-addresses.ts'

export interface ProxyOptions {
  /** The controller's address, and the token that it is asked with. */
  url: string
  token: string
  network: Network
  /** 0: any that is free. */
  port: number
}

export interface LocalProxy {
  /** Where it is on this machine. An address, and not a name: `localhost` may also be another program's, by IPv6. */
  url: string
  /** What clients show in the place of a token. */
  key: string
  close(): void
}

/** Forwards requests and websockets from this machine alone to a controller, with its token for those that show the key. */
export async function openProxy({ url, token, network, port }: ProxyOptions): Promise<LocalProxy> {
  const target = new URL(url)
  const controller = { target, agent: await createAgents(network).of(target), token }
  const gate = createGate()
  const forward = async (request: IncomingMessage, response: ServerResponse) => {
    const asked = gate.admit(request)
    if (!asked) return refuse(response, 401, 'unauthorized', noKey)
    const answer = await ask(controller, asked, request, untilGone(response))
    const here = { from: target.host, to: `127.0.0.1:${portOf(server)}`, onPath: gate.remember }
    await pass(answer, response, (json) => rewriteAddresses(json, here))
  }
  const server = createServer((request, response) => {
    forward(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else refuse(response, 502, 'bad_gateway', describeError(connectionError(error, url)).message)
    })
  })
  const upgraded = new Set<Duplex>()
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgraded.add(socket.once('close', () => upgraded.delete(socket)))
    const asked = gate.admit(request)
    if (asked) askToUpgrade(controller, asked, socket, head)
    else socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n')
  })
  await listen(server, port)
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    key: gate.key,
    close() {
      server.close()
      server.closeAllConnections()
      // Those are no connections of the server's any more.
      for (const socket of upgraded) socket.destroy()
    },
  }
}

/** Aborted where nobody waits for the answer any more. */
function untilGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  return gone.signal
}

const noKey =
  'This is `qp proxy`, and it takes the key alone that it said when it was started. Set HEROKU_API_KEY to that.'

async function pass(
  answer: IncomingMessage,
  response: ServerResponse,
  rewrite: (json: string) => string,
): Promise<void> {
  const { statusCode = 502, headers } = answer
  const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...passed } = headers
  if (!/^application\/([\w.+-]+\+)?json\b/.test(headers['content-type'] ?? '')) {
    response.writeHead(statusCode, passed).flushHeaders()
    return pipeline(answer, response)
  }
  const body = Buffer.from(rewrite(await readAll(answer)))
  response.writeHead(statusCode, { ...passed, 'content-length': body.length }).end(body)
}

/** In the Platform API's form, so that its clients say it. */
function refuse(response: ServerResponse, status: number, id: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ id, message }))
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is taken' : `can't be listened on: ${error.message}`
      const hint = '`qp proxy --port 0` takes one that is free.'
      reject(new UserError(`port ${port} of this machine ${why}.`, { code: 'port_taken', hint }))
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
