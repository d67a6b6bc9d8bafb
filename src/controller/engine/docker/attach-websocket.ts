import { Readable, Writable } from 'node:stream'
import type { WebSocket } from 'ws'
import { problem } from '../../domain/problem.ts'
import { type Attached, detachKeys } from './attach.ts'
import type { OpenWebSocket } from './open-websocket.ts'

/**
 * A terminal, attached over the Docker API's own websocket.
 *
 * For terminals alone, measured on Docker 20.10: it merges stdout and stderr with nothing to tell them apart, in racing
 * order (a terminal has one stream anyway); before API 1.42 the engine ignores the parameters that would choose between them
 * (moby/moby#43272); and a websocket has no half-close, so that stdin ends only with the whole connection
 * (moby/moby#33504), where a terminal has Ctrl-D. Pipes are attached by `attach.ts`.
 */
export async function attachWebSocket(open: OpenWebSocket, id: string): Promise<Attached> {
  const connection = await open({
    path: `/containers/${id}/attach/ws`,
    query: { stream: true, stdin: true, stdout: true, stderr: true },
    rawQuery: detachKeys,
  })
  const stdout = toStdout(connection)
  const stdin = toStdin(connection)
  const destroy = () => {
    connection.terminate()
    stdout.destroy()
  }
  return { attached: { stdin, stdout, stderr: null, destroy }, connection }
}

/** While its reader is behind nothing more is read from Docker, which in turn stops the process at its next write. */
function toStdout(connection: WebSocket): Readable {
  const stdout = new Readable({
    read: () => connection.resume(),
    destroy(error, done) {
      connection.terminate()
      done(error)
    },
  })
  let failure: Error | undefined
  connection.on('message', (data: Buffer) => {
    if (!stdout.push(data)) connection.pause()
  })
  connection.on('error', (error) => {
    failure = error
  })
  connection.once('close', (code) => {
    if (isEnd(code) && !failure) stdout.push(null)
    else
      stdout.destroy(
        problem('engine_unavailable', "Docker broke off a terminal's connection.", { cause: failure }),
      )
  })
  // Whoever reads sees the error; nobody reading must not bring the controller down.
  stdout.on('error', () => {})
  return stdout
}

/** Docker closes with 1000 when the process ends. 1005 is a close without a code; https://www.rfc-editor.org/rfc/rfc6455#section-7.4 */
function isEnd(code: number): boolean {
  return code === 1000 || code === 1005
}

/**
 * Binary frames alone: a text frame would have to be UTF-8, which keys need not be. As in `attach.ts`, input for a process that
 * has ended goes nowhere.
 */
function toStdin(connection: WebSocket): Writable {
  const stdin = new Writable({
    write: (chunk: Buffer, _encoding, done) => connection.send(chunk, { binary: true }, done),
    final(done) {
      connection.close()
      done()
    },
  })
  stdin.on('error', () => {})
  connection.once('close', () => stdin.destroy())
  return stdin
}
