import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Drain, DrainTarget } from '../domain/drain.ts'
import type { LogLine } from '../domain/log-line.ts'
import { frameMessage, renderSyslogMessage } from '../domain/syslog-message.ts'
import type { ReceiverNetwork } from '../receivers/receiver-network.ts'
import type { DrainTransport } from './drain-transport.ts'

/** In ms. A receiver that takes nothing for so long is tried again on another connection. */
const waits = { connect: 10_000, write: 30_000, keepAlive: 60_000 }

/**
 * Syslog over TCP or TLS, on one connection that is kept. The receiver never says what it has got: what was on its way when a
 * connection broke is lost, as with any syslog of this kind (RFC 6587 4.4).
 */
export function syslogConnection(
  drain: Drain,
  target: DrainTarget,
  network: ReceiverNetwork,
): DrainTransport {
  let socket: Socket | undefined
  const open = async (signal: AbortSignal) => {
    const opened = await openSocket(target, network, signal)
    const forget = () => {
      opened.destroy()
      if (socket === opened) socket = undefined
    }
    opened.on('end', forget).on('close', forget).on('error', forget)
    // Whatever the receiver says is not read by anybody, and must not fill the socket.
    opened.resume()
    opened.setKeepAlive(true, waits.keepAlive)
    socket = opened
    return opened
  }
  return {
    async send(batch: readonly LogLine[], _id, signal) {
      const to = socket ?? (await open(signal))
      const text = batch.map((line) => frameMessage(renderSyslogMessage(line, drain.token))).join('')
      await write(to, text, signal)
      return undefined
    },
    close: () => socket?.destroy(),
  }
}

async function openSocket(
  { kind, host, port }: DrainTarget,
  network: ReceiverNetwork,
  signal: AbortSignal,
): Promise<Socket> {
  network.checkAddress(host)
  const { ca, lookup } = network
  const isTls = kind === 'tls'
  const servername = isIP(host) === 0 ? { servername: host } : {}
  const socket = isTls
    ? connectTls({ host, port, lookup, ...servername, ...(ca === undefined ? {} : { ca }) })
    : connect({ host, port, lookup })
  const limit = AbortSignal.timeout(waits.connect)
  try {
    await once(socket, isTls ? 'secureConnect' : 'connect', { signal: AbortSignal.any([limit, signal]) })
    return socket
  } catch (error) {
    socket.on('error', () => {})
    socket.destroy()
    throw limit.aborted ? new Error(`no connection within ${waits.connect / 1000} seconds`) : error
  }
}

function write(socket: Socket, text: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error | null) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
      socket.off('close', gone)
      if (error) reject(error)
      else resolve()
    }
    const giveUp = () => {
      settle(new Error(`nothing was taken for ${waits.write / 1000} seconds`))
      socket.destroy()
    }
    const gone = () => settle(new Error('the connection was closed'))
    const timer = setTimeout(giveUp, waits.write)
    signal.addEventListener('abort', giveUp)
    socket.once('close', gone)
    socket.write(text, settle)
  })
}
