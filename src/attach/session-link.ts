import type { WebSocket } from 'ws'
import { openBinaryLane } from './binary-lane.ts'
import { frameReader } from './frame-reader.ts'
import { decodeFrame, type Frame, FrameError, MAX_DATA_BYTES } from './frames.ts'
import { HEARTBEAT, type HeartbeatTimes, startHeartbeat } from './heartbeat.ts'

export interface SessionLink {
  /** Does nothing once the socket is closing: whoever sends learns of that by `closed`. */
  send(frame: Buffer): void
  /** Says goodbye, and why (`closeCodes`); a peer that does not answer in time is dropped. */
  close(code?: number, reason?: string): void
  /** Resolves when the socket is gone, whatever the reason; `reason` may be empty. */
  readonly closed: Promise<{ code: number; reason: string }>
}

export interface SessionLinkOptions {
  /** May throw a FrameError, which closes the socket with 1002. */
  onFrame: (frame: Frame) => void
  heartbeat?: HeartbeatTimes | undefined
}

/** What a session is joined by: a websocket, or what stands in for one where the client knows no frames. */
export type SessionConnection = WebSocket | LinkedConnection

export interface LinkedConnection {
  openLink(options: SessionLinkOptions): SessionLink
  /** As a websocket has them. */
  close(code?: number, reason?: string): void
  terminate(): void
}

export function openLink(connection: SessionConnection, options: SessionLinkOptions): SessionLink {
  return 'openLink' in connection ? connection.openLink(options) : openSessionLink(connection, options)
}

/**
 * Up to 1999 those of RFC 6455, 7.4.1; 4000 and above are ours. A client says `over` when it is done with the process and
 * `detached` when the process is to live on; the controller says `replaced` to a connection whose client came back by
 * another, and `forbidden` to who may no longer be there. Where ports are forwarded, the controller says `dynoGone` when the
 * dyno has ended, and each end `cut` when its TCP connection has broken.
 */
export const closeCodes = {
  over: 1000,
  protocolError: 1002,
  abnormal: 1006,
  detached: 4000,
  replaced: 4001,
  forbidden: 4003,
  dynoGone: 4004,
  cut: 4005,
} as const

/** ws itself waits half a minute for the answer to a close, and keeps the process alive for it. */
const GOODBYE_MS = 1000

/** One end of a session's open websocket: frames in and out, a heartbeat, and one place that knows when it is over. */
export function openSessionLink(socket: WebSocket, options: SessionLinkOptions): SessionLink {
  const heartbeat = startHeartbeat(socket, options.heartbeat ?? HEARTBEAT)
  const closed = Promise.withResolvers<{ code: number; reason: string }>()
  let cause = ''

  const close = (code: number, reason?: string) => {
    socket.close(code, reason)
    const timer = setTimeout(() => socket.terminate(), GOODBYE_MS)
    void closed.promise.then(() => clearTimeout(timer))
  }
  const end = (code: number, reason: string) => {
    heartbeat.stop()
    closed.resolve({ code, reason: reason || cause })
  }
  const hear = (read: () => void) => {
    if (socket.readyState !== socket.OPEN) return
    try {
      read()
    } catch (error) {
      if (!(error instanceof FrameError)) throw error
      cause = error.message
      close(closeCodes.protocolError, error.message)
    }
  }
  const takePiece = frameReader(options.onFrame)
  const lane = openBinaryLane(socket, {
    longest: 1 + MAX_DATA_BYTES,
    onPiece(piece) {
      heartbeat.hear()
      hear(() => takePiece(piece))
    },
  })
  socket.on('message', (data, isBinary) => hear(() => options.onFrame(decodeMessage(data, isBinary))))
  socket.on('error', (error) => {
    cause = error.message
  })
  socket.on('close', (code, reason) => end(code, reason.toString()))
  if (socket.readyState === socket.CLOSED) end(closeCodes.abnormal, 'closed before the session began')
  // Whoever opened it may have paused it, so that no frame came before there was anybody to hear it.
  if (socket.isPaused) socket.resume()

  return {
    send(frame) {
      if (socket.readyState !== socket.OPEN) return
      if (lane) lane.send(frame)
      // A failed send is followed by 'close'.
      else socket.send(frame, { compress: false }, () => {})
    },
    close: (code = closeCodes.over, reason) => close(code, reason),
    closed: closed.promise,
  }
}

function decodeMessage(data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean): Frame {
  if (!isBinary) throw new FrameError('text message')
  if (Buffer.isBuffer(data)) return decodeFrame(data)
  return decodeFrame(Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data))
}
