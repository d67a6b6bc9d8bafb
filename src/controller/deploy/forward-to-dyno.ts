import { connect, type Socket } from 'node:net'
import type { App } from '../domain/app.ts'
import type { Dyno } from '../domain/dyno.ts'
import { Problem, problem } from '../domain/problem.ts'
import { pause } from './pause.ts'
import type { Platform } from './platform.ts'
import { getRunningDyno } from './running-dyno.ts'

/** In ms. A dyno's network is this machine's own: a process that listens is there at once. */
const connectPatience = 10_000

/** Between two tries to hear of a dyno's end when the engine is gone, in ms. */
const retry = 1000

/** Throws `not_found`, and `conflict` for one that does not run. */
export function getForwardedDyno(platform: Platform, app: App, name: string): Promise<Dyno> {
  return getRunningDyno(platform, app, name, ', so nothing can be forwarded to it.')
}

/**
 * Connects to a port of a running dyno, by its own address: only what listens there on all addresses is reached. The connection can be
 * half open; nothing was read of it yet. Throws what `getForwardedDyno` does, and `conflict` where nothing listens.
 */
export async function connectToDyno(
  platform: Platform,
  { app, dyno: name, port }: { app: App; dyno: string; port: number },
): Promise<Socket> {
  const dyno = await getForwardedDyno(platform, app, name)
  const host = await platform.engine.findAddress(dyno.containerId)
  if (host === undefined)
    throw problem('conflict', `${name} has no address, so nothing can be forwarded to it.`)
  try {
    return await connectTo(host, port)
  } catch (error) {
    throw problem(
      'conflict',
      `Nothing listens on port ${port} of ${name}, or only on 127.0.0.1 inside it: let it listen on 0.0.0.0.`,
      { cause: error },
    )
  }
}

function connectTo(host: string, port: number): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const socket = connect({ host, port, allowHalfOpen: true })
  const timer = setTimeout(() => socket.destroy(new Error('no answer in time')), connectPatience)
  // It stays: what breaks before anybody carries it must not end the controller.
  socket.on('error', reject)
  socket.once('connect', () => resolve(socket))
  return promise.finally(() => clearTimeout(timer))
}

/** Resolves when the dyno has ended, or was removed; also when the signal says so. An engine that is away says neither. */
export async function whenDynoEnded(
  { engine, log }: Pick<Platform, 'engine' | 'log'>,
  containerId: string,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await engine.waitContainer(containerId, { signal })
      return
    } catch (err) {
      if (signal.aborted || (err instanceof Problem && err.id === 'not_found')) return
      log.warn({ err, container: containerId }, 'a dyno whose ports are forwarded could not be watched')
    }
    await pause(retry, signal)
  }
}
