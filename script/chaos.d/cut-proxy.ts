import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What lies between a client and its controller. */
export interface CutProxy {
  port: number
  /** Breaks all connections, and refuses others for so many ms. */
  cut(awayMs: number): void
  /** Carries nothing, in either direction, until the returned function is called. Nobody is told. */
  stall(): () => void
  close(): Promise<void>
}

/** A TCP proxy on loopback to this port. */
export async function startCutProxy(target: number): Promise<CutProxy> {
  const pairs = new Set<[Socket, Socket]>()
  let isAway = false
  let isStalled = false

  const join = (client: Socket) => {
    if (isAway) return client.resetAndDestroy()
    const upstream = connect(target, '127.0.0.1')
    const pair: [Socket, Socket] = [client, upstream]
    pairs.add(pair)
    for (const [index, socket] of pair.entries()) {
      const other = pair[1 - index]
      socket.on('error', () => {})
      // A stalled network tells nobody that the other end is gone.
      socket.on('close', () => {
        if (isStalled) return
        pairs.delete(pair)
        other?.destroy()
      })
    }
    client.pipe(upstream).pipe(client)
    if (isStalled) pause(pair)
  }
  const pause = (pair: [Socket, Socket]) => {
    const [client, upstream] = pair
    client.unpipe(upstream).pause()
    upstream.unpipe(client).pause()
  }
  const resume = ([client, upstream]: [Socket, Socket]) => {
    if (client.destroyed || upstream.destroyed) for (const socket of [client, upstream]) socket.destroy()
    else client.pipe(upstream).pipe(client)
  }
  const destroyAll = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy()
    pairs.clear()
  }
  const server = createServer(join).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    cut(awayMs) {
      isAway = true
      destroyAll()
      setTimeout(() => {
        isAway = false
      }, awayMs)
    },
    stall() {
      isStalled = true
      for (const pair of pairs) pause(pair)
      return () => {
        isStalled = false
        for (const pair of pairs) resume(pair)
      }
    },
    async close() {
      isStalled = false
      destroyAll()
      const closed = once(server, 'close')
      server.close()
      await closed
    },
  }
}
