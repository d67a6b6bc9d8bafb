import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { DockerEndpoint } from '../../controller/engine/docker/endpoint.ts'

/** What the watcher is told, as a line of JSON. */
export interface WatchOrder {
  endpoint: DockerEndpoint
  runId: string
}

/** The line that says that nothing is left to remove. */
export const released = 'released'

export interface Watcher {
  /** There is nothing to remove any more. */
  release(): void
}

/**
 * Starts a process of its own beside this one, which removes the run's container when this one is gone, in whatever way: a
 * `kill -9` leaves no chance to do it here. It knows by the end of a pipe, over which it is also told what to remove: an
 * endpoint may hold a private key. In a session of its own, so that no Ctrl-C and no closed terminal reaches it.
 */
export function startWatcher(order: WatchOrder): Watcher {
  const program = fileURLToPath(import.meta.url).replace(/watcher(\.\w+)$/, 'watch$1')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    // It must not keep a folder busy that somebody wants to unmount.
    cwd: '/',
  })
  child.unref()
  // Without one there is still the label by which a later run clears it.
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  child.stdin.write(`${JSON.stringify(order)}\n`)
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref()
  return { release: () => void child.stdin.end(`${released}\n`) }
}
