import { connect as connectSocket, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import type { DockerEndpoint } from './endpoint.ts'
import type { EndpointTls } from './endpoint-tls.ts'
import { openSshConnection } from './ssh-connection.ts'

/** As Docker's own client: an address nobody answers at would otherwise be waited for until the kernel gives up. */
const connectTimeout = 30_000

/**
 * After so much silence the kernel asks whether the other side is there; with libuv's ten probes, a second apart
 * (src/unix/tcp.c), a dead one is noticed within 30 s.
 */
const keepAliveInitialDelay = 20_000

/**
 * A new connection to an engine, ready to be written to; that it can't be made is its `error`. Throws what TLS says of
 * certificate files that are none.
 */
export function dial(endpoint: DockerEndpoint): Duplex {
  if (endpoint.transport === 'ssh') return openSshConnection(endpoint)
  if (endpoint.transport === 'socket') return connectSocket({ path: endpoint.path })
  const { host, port } = endpoint
  const to = { host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay }
  if (!endpoint.tls) return limitConnecting(connectSocket(to), 'connect')
  return limitConnecting(connectTls({ ...to, ...tlsOptions(endpoint.tls, host) }), 'secureConnect')
}

/** An address as the server's name is not allowed (RFC 6066, 3); Node leaves it out by itself, but warns of it. */
function tlsOptions({ ca, cert, key, verify }: EndpointTls, host: string): object {
  return {
    ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    ...(ca !== null && { ca }),
    ...(cert !== null && { cert }),
    ...(key !== null && { key }),
    rejectUnauthorized: verify,
    ALPNProtocols: ['http/1.1'],
  }
}

function limitConnecting(socket: Socket, connected: 'connect' | 'secureConnect'): Socket {
  const timer = setTimeout(() => {
    const late = new Error(`no answer within ${connectTimeout / 1000} s`)
    socket.destroy(Object.assign(late, { code: 'ETIMEDOUT' }))
  }, connectTimeout)
  const done = () => clearTimeout(timer)
  return socket.once(connected, done).once('close', done)
}
