import { type Duplex, Writable } from 'node:stream'
import type { AttachedProcess } from '../engine.ts'
import { demultiplex } from './demultiplex.ts'
import type { DockerApi } from './docker-api.ts'

/** What is attached at the moment, so that a stop or a removal can let go of it. */
export interface Attachments {
  attach(id: string, options: { tty: boolean; stdin: boolean }): Promise<AttachedProcess>
  /** Also for what holds a container by other means: known until its connection is closed. */
  keep(id: string, attached: Destroyable, connection: Closing): void
  /** Destroys what is attached to this container. */
  release(id: string): void
}

type Destroyable = Pick<AttachedProcess, 'destroy'>

/** A stream or a websocket. */
interface Closing {
  once(event: 'close', listener: () => void): unknown
}

/** `connection` is what closes when it is over. */
export interface Attached {
  attached: AttachedProcess
  connection: Closing
}

/** With `attachTerminal` terminals are attached by it, and only pipes by a hijacked connection. */
export function createAttachments(
  api: DockerApi,
  attachTerminal?: (id: string) => Promise<Attached>,
): Attachments {
  const open = new Map<string, Set<Destroyable>>()

  function keep(id: string, attached: Destroyable, connection: Closing): void {
    const ofContainer = open.get(id) ?? new Set()
    open.set(id, ofContainer.add(attached))
    connection.once('close', () => {
      ofContainer.delete(attached)
      if (ofContainer.size === 0 && open.get(id) === ofContainer) open.delete(id)
    })
  }

  return {
    async attach(id, options) {
      // The websocket always takes stdin before API 1.42, and would end it with whoever only watched.
      const byWebSocket = options.tty && options.stdin ? attachTerminal : undefined
      const opening = byWebSocket ? byWebSocket(id) : hijack(api, id, options)
      const { attached, connection } = await opening
      keep(id, attached, connection)
      return attached
    },
    keep,
    release(id) {
      for (const attached of open.get(id) ?? []) attached.destroy()
    },
  }
}

async function hijack(
  api: DockerApi,
  id: string,
  { tty, stdin }: { tty: boolean; stdin: boolean },
): Promise<Attached> {
  const connection = await openAttach(api, id, stdin)
  return { attached: toProcess(connection, tty), connection }
}

/**
 * Docker scans a terminal's input for keys that detach (Ctrl-P Ctrl-Q) and holds the first one back. Bytes that no
 * terminal sends as UTF-8 take their place, since an empty list means the default.
 */
export const detachKeys = 'detachKeys=%FF,%FE,%FF,%FE'

function openAttach(api: DockerApi, id: string, stdin: boolean): Promise<Duplex> {
  return api.hijack({
    method: 'POST',
    path: `/containers/${id}/attach`,
    query: { stream: true, stdin, stdout: true, stderr: true },
    rawQuery: detachKeys,
  })
}

function toProcess(connection: Duplex, tty: boolean): AttachedProcess {
  const stdin = toStdin(connection)
  const destroy = () => void connection.destroy()
  if (tty) {
    connection.on('error', () => {})
    return { stdin, stdout: connection, stderr: null, destroy }
  }
  return { stdin, ...demultiplex(connection), destroy }
}

/** Input for a process that has ended goes nowhere, as in a shell's pipe: whoever writes learns of the end elsewhere. */
export function toStdin(connection: Duplex): Writable {
  const stdin = new Writable({
    write: (chunk, encoding, done) => void connection.write(chunk, encoding, done),
    final: (done) => void connection.end(done),
  })
  stdin.on('error', () => {})
  connection.once('close', () => stdin.destroy())
  return stdin
}
