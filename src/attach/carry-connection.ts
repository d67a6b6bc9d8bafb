import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { type Frame, FrameError } from './frames.ts'
import type { HeartbeatTimes } from './heartbeat.ts'
import { IncomingChannel } from './incoming-channel.ts'
import { OutgoingChannel } from './outgoing-channel.ts'
import { pacedInput } from './paced-input.ts'
import { ReplayBuffer } from './replay-buffer.ts'
import { closeCodes, openSessionLink, type SessionLink } from './session-link.ts'

export interface CarryOptions {
  /** Open; paused, or taken in the turn in which it was opened. */
  socket: WebSocket
  /** Made with `allowHalfOpen`, or the end of one direction ends both. Its errors need no other listener from here on. */
  connection: Socket
  /** The channel for what is read from the connection; what is to be written comes on the other one. */
  sends: 'stdin' | 'stdout'
  heartbeat?: HeartbeatTimes | undefined
}

/**
 * Carries one TCP connection over one websocket; the other end is this function too, with the other channel. Windows and
 * acknowledgements (`frames.ts`) keep either end from holding more than a window of what the other does not read, and the
 * websocket from ever being paused: pings must get through although nobody reads. Each direction ends by itself, by a close of
 * its channel; when both have, the websocket is closed with 1000. Any other close resets the connection, so that what was cut off
 * does not look like all of it.
 */
export function carryConnection({
  socket,
  connection,
  sends,
  heartbeat,
}: CarryOptions): Pick<SessionLink, 'close' | 'closed'> {
  const receives = sends === 'stdin' ? 'stdout' : 'stdin'
  const link = openSessionLink(socket, { onFrame: (frame) => hear(frame), heartbeat })
  let isAllHeard = false
  const isOver = () => isAllHeard && outgoing.isDone
  // By the socket itself: the link would cut it off a second later, and with it what a slow line has not carried yet.
  const finish = () => {
    if (isOver()) socket.close(closeCodes.over)
  }
  const unread = new ReplayBuffer()
  const outgoing = new OutgoingChannel(sends, unread, (frame) => {
    link.send(frame)
    finish()
  })
  const input = pacedInput(unread, outgoing)
  const incoming = new IncomingChannel(receives, connection, link.send)
  const hear = (frame: Frame) => {
    if (frame.channel === 'data' && frame.of === receives) incoming.receive(frame.data)
    else if (frame.channel === 'acknowledge' && frame.of === sends) {
      outgoing.acknowledge(frame.offset)
      input.onRoom()
    } else if (frame.channel === 'close' && frame.of === receives) {
      isAllHeard = true
      connection.end()
      finish()
    } else throw new FrameError(`${frame.channel} is nothing that a connection has`)
  }
  const onClosed = () => {
    // Read to its end and told to end: what it said may still be on its way.
    if (!connection.readableEnded || !isAllHeard) link.close(closeCodes.cut, 'the connection was cut')
  }
  connection.on('error', () => {})
  connection.once('close', onClosed)
  if (connection.destroyed) onClosed()
  connection.pipe(input.stream)
  const closed = link.closed.then((end) => {
    if (!isOver() && !connection.destroyed) connection.resetAndDestroy()
    return end
  })
  return { close: link.close, closed }
}
