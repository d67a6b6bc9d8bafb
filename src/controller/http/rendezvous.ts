import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import { wantsExitMarker } from '../../attach/exit-marker.ts'
import type { TerminalSize } from '../../attach/frames.ts'
import type { HostedSession } from '../../attach/hosted-session.ts'
import { RendezvousConnection } from '../../attach/rendezvous-connection.ts'
import type { Address, Platform } from '../deploy/platform.ts'
import { problem } from '../domain/problem.ts'
import type { Run } from '../domain/run.ts'
import type { SessionGuest } from '../sessions/sessions.ts'
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

/** How long a client has to say its secret, and how long that can be: in ms, and in bytes. */
const introductionTime = 10_000
const longestIntroduction = 1024

/** Listens by TLS; a private authority vouches for it, whose certificate is in the data dir. */
export async function openRendezvous(platform: Platform, address: Address): Promise<Rendezvous> {
  const { settings, log, now, sessions } = platform
  const authority = await openPrivateAuthority(join(settings.dataDir, 'rendezvous'), now)
  const offers = new Map<string, Offer>()
  const sockets = new Set<TLSSocket>()
  const server = createServer({ ...tlsContexts(authority), handshakeTimeout: introductionTime })
  server.on('secureConnection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    void welcome(socket)
  })
  const welcome = async (socket: TLSSocket) => {
    const secret = await readIntroduction(socket)
    const offer = offers.get(secret ?? '')
    offers.delete(secret ?? '')
    if (!offer || !(await offer.guest.isAllowed())) return void socket.destroy()
    const { run, size } = offer
    const connection = new RendezvousConnection(socket, {
      tty: run.tty,
      wantsExitMarker: wantsExitMarker(run.command),
      size,
    })
    await sessions.join(offer.session, connection, { ...offer.guest, role: 'type' })
  }
  const port = await listen(server, address)
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

/** The first line, without its end; undefined where none comes. What follows is left to be read. */
function readIntroduction(socket: TLSSocket): Promise<string | undefined> {
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
      if (end !== -1 && end + 1 < read.length) socket.unshift(read.subarray(end + 1))
      done(end === -1 ? undefined : read.subarray(0, end).toString().trimEnd())
    }
    const onClose = () => done(undefined)
    const timer = setTimeout(() => done(undefined), introductionTime)
    socket.on('data', onData).on('close', onClose)
  })
}

function listen(server: Server, { host, port }: Address): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error)
      const taken = `${host}:${port} is taken by another program.`
      reject(problem('conflict', `${taken} Choose another address with --rendezvous.`))
    })
    server.listen(port, host, () => {
      const bound = server.address()
      resolve(typeof bound === 'object' && bound ? bound.port : port)
    })
  })
}
