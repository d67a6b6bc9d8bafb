import { labels } from '../domain/labels.ts'
import { Problem } from '../domain/problem.ts'
import type { Platform } from './platform.ts'

/** Below the range that Linux hands out to outgoing connections (32768 on), above what services are known by. */
const firstPort = 20_000
const lastPort = 29_999

/** How often another port is tried where somebody else on this machine has the one we picked. */
const attempts = 20

/**
 * Picks a port of 127.0.0.1 that no dyno has and hands it to `use`; picks another if it turns out to be taken.
 * The port belongs to the dyno for life: one that the engine chose would change with each restart of the container,
 * and a route could then point to another app.
 */
export async function withHostPort<T>(platform: Platform, use: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const taken = await listTakenPorts(platform)
    try {
      return await use(pickPort(taken))
    } catch (error) {
      const isTaken = error instanceof Problem && error.id === 'conflict'
      if (!isTaken || attempt === attempts) throw error
    }
  }
}

async function listTakenPorts(platform: Platform): Promise<Set<number>> {
  const containers = await platform.engine.listContainers({ [labels.kind]: 'dyno' })
  return new Set(containers.map((it) => Number(it.labels[labels.port])))
}

/** At random, so that dynos started side by side rarely ask for the same one. */
function pickPort(taken: ReadonlySet<number>): number {
  const count = lastPort - firstPort + 1
  let port = firstPort + Math.floor(Math.random() * count)
  while (taken.has(port)) port = firstPort + ((port - firstPort + 1) % count)
  return port
}
