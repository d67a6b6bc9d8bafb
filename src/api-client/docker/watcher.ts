import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { DockerEndpoint } from '../../controller/engine/docker/endpoint.ts'

/** What the watcher is told, as a line of JSON. */
export interface WatchOrder {
  endpoint: DockerEndpoint
  runId: string
}

export interface Watcher {
  /** There is nothing to remove any more. */
  release(): void
}

/**
 * Starts a process beside this one, which removes the run's container when this one is gone, in whatever way: a `kill -9` leaves
 * no chance to do it here. It knows by the end of a pipe, over which it is also told what to remove: an endpoint may hold a
 * private key. In a session of its own, so that no Ctrl-C and no closed terminal reaches it.
 */
export function startWatcher(order: WatchOrder): Watcher {
  const [file, ...args] = watcherArgv()
  // It must not keep a folder busy that somebody wants to unmount.
  const child = spawn(file, args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/' })
  child.unref()
  // Without one there is still the label by which a later run clears it.
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  child.stdin.write(`${JSON.stringify(order)}\n`)
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref()
  return { release: () => void child.stdin.end('released\n') }
}

/**
 * A shell waits, and becomes Node only where there is something to do: Node's own start took 45 ms from the way to the prompt on
 * two cores (measured), and some 40 MB for as long as the run lasts. printf is the shell's own: no other process sees the order.
 */
const waitInShell = `trap '' HUP INT TERM
read -r order
while read -r word; do [ "$word" = released ] && exit; done
printf '%s\\n' "$order" | "$@"`

function watcherArgv(): [string, ...string[]] {
  const program = fileURLToPath(import.meta.url).replace(/watcher(\.\w+)$/, 'watch$1')
  const argv = [process.execPath, '--disable-warning=ExperimentalWarning', program] as const
  return process.platform === 'win32' ? [...argv] : ['/bin/sh', '-c', waitInShell, 'sh', ...argv]
}
