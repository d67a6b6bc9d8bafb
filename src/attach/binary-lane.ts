import { randomBytes } from 'node:crypto'
import type { Duplex, Writable } from 'node:stream'
import type { WebSocket } from 'ws'
import { type MessagePiece, splitMessages } from './split-messages.ts'
import { binaryMessage } from './websocket-frame.ts'

export interface BinaryLane {
  /** Sends it as one message. */
  send(payload: Buffer): void
}

export interface BinaryLaneOptions {
  onPiece: (piece: MessagePiece) => void
  /** In bytes. Messages that are longer go by ws, as all that are not binary or come in fragments. */
  longest: number
}

/**
 * Carries a websocket's binary messages past ws, straight to and from its stream, and hands them on in the pieces that they come in.
 * All else stays with ws: the handshake, pings, the close, and whatever breaks the protocol. A key's echo takes little more than half of
 * the processor time so, and bulk is copied once less (docs/performance.md).
 *
 * Call it before anything of the websocket was read. Undefined where it is not open any more, and where ws hides its stream, which it
 * does not promise to show: then all messages are its own.
 */
export function openBinaryLane(
  socket: WebSocket,
  { onPiece, longest }: BinaryLaneOptions,
): BinaryLane | undefined {
  const { _socket: stream, _receiver: receiver } = socket as HiddenParts
  const [toWs, ...others] = stream?.listeners('data') ?? []
  if (socket.readyState !== socket.OPEN || !stream || !receiver || !toWs || others.length > 0)
    return undefined
  // Only a client's has one.
  const nextMask = socket.url ? maskSource(new URL(socket.url)) : undefined
  const messages = splitMessages({
    onPiece,
    longest,
    areMasked: nextMask === undefined,
    onOther(bytes) {
      // ws may keep it for a while, and what it lies in may be given back meanwhile.
      toWs.call(stream, Buffer.from(bytes))
      // Of a peer that broke the protocol ws reads no more. It says so only when all that came at once was taken.
      if (receiver.errored) messages.stop()
    },
  })
  stream.off('data', toWs as (chunk: Buffer) => void)
  stream.on('data', messages.take)
  return {
    send(payload) {
      stream.cork()
      for (const piece of binaryMessage(payload, nextMask?.())) stream.write(piece)
      stream.uncork()
    },
  }
}

/** What ws does not promise to show. */
interface HiddenParts {
  _socket?: Duplex | null
  /** What reads the bytes. */
  _receiver?: Writable | null
}

/**
 * Masks keep what one party chose from looking like a request to a proxy that reads along (RFC 6455, 10.3). Inside TLS, and
 * inside this machine, none does; there the mask is zeros, so that neither side has to apply it: twice the throughput into a dyno
 * (measured).
 */
function maskSource({ protocol, hostname }: URL): () => Buffer {
  const isSealed = protocol === 'wss:' || /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
  const zeros = Buffer.alloc(4)
  return isSealed ? () => zeros : () => randomBytes(4)
}
