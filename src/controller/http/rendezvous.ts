import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { createServer, type TLSSocket } from 'node:tls'
import { wantsExitMarker } from '../../attach/exit-marker.ts'
import type { TerminalSize } from '../../attach/frames.ts'
import type { HostedSession } from '../../attach/hosted-session.ts'
import { RendezvousConnection } from '../../attach/rendezvous-connection.ts'
import type { Address, Platform } from '../deploy/platform.ts'
import type { Run } from '../domain/run.ts'
import type { SessionGuest } from '../sessions/sessions.ts'
import { listenAt } from './listen.ts'
import { openPrivateAuthority, tlsContexts } from './private-authority.ts'

/** Sessions for clients that know no websocket: the heroku program's way. docs/decisions/0021 says how it goes. */
export interface Rendezvous {
  /** Where one client finds this session, once: `rendezvous://host:port/secret`. `host`: how the client calls this machine. */
  offer(host: string, offer: Offer): string
  close(): Promise<void>
}

export interface Offer {
  run: Run
  session: HostedSession
  size: TerminalSize | undefined
  guest: Pick<SessionGuest, 'id' | 'isAllowed'>
}

/** How long the line with a secret can be, in bytes. */
const longestIntroduction = 1024

/** Of connections: each takes a file descriptor of the controller's, and anybody may connect. */
export interface RendezvousLimits {
  /** In all. */
  most?: number
  /** From one address, of those that have not said a good secret yet. A few at once: an office has one address. */
  mostStrangers?: number
  /** How long one has to shake hands, and then again to say its secret; in ms. */
  patience?: number
}

/** Listens by TLS; a private authority vouches for it, whose certificate is in the data dir. */
export async function openRendezvous(
  platform: Platform,
  address: Address,
  { most = 500, mostStrangers = 20, patience = 10_000 }: RendezvousLimits = {},
): Promise<Rendezvous> {
  const { settings, log, now, sessions } = platform
  const authority = await openPrivateAuthority(join(settings.dataDir, 'rendezvous'), now)
  const offers = new Map<string, Offer>()
  const sockets = new Set<Socket>()
  const strangers = countStrangers(mostStrangers)
  const server = createServer({ ...tlsContexts(authority), handshakeTimeout: patience })
  server.maxConnections = most
  // As it was accepted, before any TLS.
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    if (!strangers.admit(socket)) socket.destroy()
  })
  // Here too when the time for the handshake is over: the server only tells that.
  server.on('tlsClientError', (_error, socket) => void socket.destroy())
  server.on('secureConnection', (socket) => {
    socket.on('error', () => {})
    welcome(socket).catch((err) => {
      log.error({ err }, 'a client of `heroku run` could not be let in')
      socket.destroy()
    })
  })
  const welcome = async (socket: TLSSocket) => {
    const secret = await readIntroduction(socket, patience)
    const offer = offers.get(secret ?? '')
    offers.delete(secret ?? '')
    if (!offer || !(await offer.guest.isAllowed())) return void socket.destroy()
    strangers.introduce(socket)
    const { run, size } = offer
    const connection = new RendezvousConnection(socket, {
      tty: run.tty,
      wantsExitMarker: wantsExitMarker(run.command),
      size,
    })
    await sessions.join(offer.session, connection, { ...offer.guest, role: 'type' })
  }
  const port = await listenAt(server, address, '--rendezvous')
  log.info(
    { port, caFile: authority.caFile },
    '`heroku run` works for who trusts caFile by NODE_EXTRA_CA_CERTS',
  )
  return {
    offer(host, offer) {
      const secret = randomBytes(24).toString('base64url')
      offers.set(secret, offer)
      // One that nobody comes for is ended soon (attached-run.ts), and with it the secret.
      void offer.session.ended.then(() => offers.delete(secret))
      return `rendezvous://${host}:${port}/${secret}`
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Counts by address who has said no good secret; those who go are strangers no more. */
function countStrangers(most: number) {
  const counts = new Map<string, number>()
  const known = new Map<string, () => void>()
  return {
    /** Whether one more may come from there. */
    admit(socket: Socket): boolean {
      const { remoteAddress: from = '', remotePort } = socket
      const count = (counts.get(from) ?? 0) + 1
      if (count > most) return false
      counts.set(from, count)
      let isCounted = true
      const leave = () => {
        if (!isCounted) return
        isCounted = false
        known.delete(`${from} ${remotePort}`)
        const left = (counts.get(from) ?? 1) - 1
        if (left === 0) counts.delete(from)
        else counts.set(from, left)
      }
      known.set(`${from} ${remotePort}`, leave)
      socket.once('close', leave)
      return true
    },
    /** It said a good secret: it counts no longer. By where it comes from, since TLS makes another socket of it. */
    introduce({ remoteAddress, remotePort }: Socket): void {
      known.get(`${remoteAddress} ${remotePort}`)?.()
    },
  }
}

/** The first line, without its end; undefined where none comes. What follows is left to be read. */
function readIntroduction(socket: TLSSocket, patience: number): Promise<string | undefined> {
  socket.setNoDelay(true)
  socket.setKeepAlive(true, 15_000)
  return new Promise((resolve) => {
    let read = Buffer.alloc(0)
    const done = (line: string | undefined) => {
      clearTimeout(timer)
      socket.off('data', onData).off('close', onClose)
      socket.pause()
      resolve(line)
    }
    const onData = (chunk: Buffer) => {
      read = Buffer.concat([read, chunk])
      const end = read.indexOf('\n')
      if (end === -1 && read.length < longestIntroduction) return
      done(end === -1 ? undefined : read.subarray(0, end).toString().trimEnd())
      // Only now: a stream that flows gives what is put back to its listener at once, which would be this one, for ever.
      if (end !== -1 && end + 1 < read.length) socket.unshift(read.subarray(end + 1))
    }
    const onClose = () => done(undefined)
    const timer = setTimeout(() => done(undefined), patience)
    socket.on('data', onData).on('close', onClose)
  })
}
