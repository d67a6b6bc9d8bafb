import type { WebSocket } from 'ws'

/** Milliseconds. */
export interface HeartbeatTimes {
  pingEvery: number
  deadAfter: number
}

export interface Heartbeat {
  /** Call it for what comes past the websocket's own events. */
  hear(): void
  stop(): void
}

export const HEARTBEAT: HeartbeatTimes = { pingEvery: 5000, deadAfter: 24_000 }

/**
 * Pings the peer, and cuts the socket when nothing at all has come from it for too long: a peer that went away without
 * a word (a closed lid, a dead network) would otherwise keep its session for the quarter of an hour that TCP takes.
 * Also keeps proxies in between from taking a quiet session for a dead one.
 */
export function startHeartbeat(socket: WebSocket, { pingEvery, deadAfter }: HeartbeatTimes): Heartbeat {
  let heardAt = performance.now()
  const hear = () => {
    heardAt = performance.now()
  }
  for (const event of ['message', 'ping', 'pong'] as const) socket.on(event, hear)
  let beatAt = heardAt
  const timer = setInterval(() => {
    const now = performance.now()
    // While this process did not run itself (a machine that sleeps or is far behind) it heard nobody: what has come
    // meanwhile is read behind this beat.
    heardAt = Math.min(now, heardAt + Math.max(0, now - beatAt - pingEvery))
    beatAt = now
    if (now - heardAt > deadAfter) socket.terminate()
    else if (socket.readyState === socket.OPEN) socket.ping()
  }, pingEvery)
  // The socket keeps the process alive for as long as there is something to ping.
  timer.unref()
  return {
    hear,
    stop() {
      clearInterval(timer)
      for (const event of ['message', 'ping', 'pong'] as const) socket.off(event, hear)
    },
  }
}
