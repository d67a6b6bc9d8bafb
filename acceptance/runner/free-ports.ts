import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

/**
 * Below where dynos have theirs (20000), and where systems look when a program asks for any port (from 32768 on, on Linux): so nobody but
 * who asks here, at the same moment, gets one of these before it is listened on, or while it is not for a while.
 */
const range = { from: 10_000, to: 20_000 }

/** Ports of the loopback address that nobody listens on, each another: all are held until the last is found. */
export async function findFreePorts(count: number): Promise<number[]> {
  const held = new Map<number, Server>()
  while (held.size < count) {
    const port = randomInt(range.from, range.to)
    const server = await hold(port)
    if (server) held.set(port, server)
  }
  await Promise.all([...held.values()].map((server) => once(server.close(), 'close')))
  return [...held.keys()]
}

/** One of them. */
export async function findFreePort(): Promise<number> {
  const [port = 0] = await findFreePorts(1)
  return port
}

/** Undefined where somebody has it. */
async function hold(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
    return server
  } catch {
    return undefined
  }
}
