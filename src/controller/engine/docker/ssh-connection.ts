import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { DockerEndpoint } from './endpoint.ts'

export type SshEndpoint = Extract<DockerEndpoint, { transport: 'ssh' }>

/** Why there is no connection, or no more: what ssh (or Docker's program on the other side) said last. */
export class SshFailure extends Error {
  override readonly name = 'SshFailure'
}

/**
 * A connection to an engine behind ssh. It is the person's own `ssh` program, so that their configuration, keys, agent and
 * known hosts count, and there Docker's `docker system dial-stdio`, which joins its stdin and stdout to that machine's engine
 * (Docker 18.09 or newer; docker/cli: cli/connhelper). Ending it half-closes.
 */
export function openSshConnection(endpoint: SshEndpoint): Duplex {
  // In a session of its own: a Ctrl-C at the terminal is meant for the process in the container, and must not end ssh.
  return new SshConnection(spawn('ssh', sshArguments(endpoint), { stdio: 'pipe', detached: true }))
}

/**
 * `-T`: no terminal there, whatever the configuration says. The alive messages let a dead network be noticed within 30 s.
 * `--`: a host is never an option.
 */
export function sshArguments({ host, port, user, socketPath }: SshEndpoint): string[] {
  return [
    ...['-T', '-o', 'ConnectTimeout=30', '-o', 'ServerAliveInterval=10', '-o', 'ServerAliveCountMax=3'],
    ...(user === null ? [] : ['-l', user]),
    ...(port === null ? [] : ['-p', String(port)]),
    ...['--', host, 'docker', ...(socketPath === null ? [] : [`--host=unix://${socketPath}`])],
    ...['system', 'dial-stdio'],
  ]
}

/** stderr of a connection in use is not of interest before it fails, and then only its end is. */
const keptWords = 4096

/** How long to wait for ssh's last words once it is gone, in ms: a shared connection's master may hold stderr open. */
const wordsPatience = 500

class SshConnection extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams
  #words = ''
  #hasAnswered = false
  #failure: SshFailure | undefined
  #idle: NodeJS.Timeout | undefined

  constructor(child: ChildProcessWithoutNullStreams) {
    super({ allowHalfOpen: true })
    this.#child = child
    child.stdout.on('data', (chunk: Buffer) => {
      this.#hasAnswered = true
      if (!this.push(chunk)) child.stdout.pause()
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#words = (this.#words + text).slice(-keptWords)
    })
    // What can't be written any more is told by ssh's end.
    child.stdin.on('error', () => {})
    child.on('error', (error) =>
      this.destroy(new SshFailure(`the program ssh can not be started (${error.message})`)),
    )
    const output = new Promise((resolve) => child.stdout.once('end', resolve))
    child.stdout.on('error', (error) => this.destroy(error))
    child.once('exit', (code, signal) => void output.then(() => this.#onExit(code, signal)))
  }

  override _read(): void {
    if (this.#failure) this.destroy(this.#failure)
    else this.#child.stdout.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // The error is ssh's end, which says why.
    this.#child.stdin.write(chunk, () => done())
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#child.stdin.end(() => done())
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#idle)
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) stream.destroy()
    this.#child.kill()
    done(error)
  }

  async #onExit(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    if (code === 0 && this.#hasAnswered) {
      this.push(null)
      return
    }
    const words = new Promise((resolve) => this.#child.stderr.once('close', resolve))
    if (!this.#child.stderr.closed)
      await Promise.race([words, wait(wordsPatience, undefined, { ref: false })])
    this.#failure = new SshFailure(this.#lastLine() ?? `ssh ended with ${signal ?? `exit code ${code}`}`)
    // What came before is still read.
    if (this.readableLength === 0) this.destroy(this.#failure)
  }

  #lastLine(): string | undefined {
    return (
      this.#words
        .trim()
        .split(/[\r\n]+/)
        .at(-1) || undefined
    )
  }

  // What follows is of net.Socket: an http.Agent keeps idle connections by it.

  ref(): this {
    this.#child.ref()
    for (const pipe of this.#pipes()) pipe.ref()
    return this
  }

  unref(): this {
    this.#child.unref()
    for (const pipe of this.#pipes()) pipe.unref()
    return this
  }

  /** A child's pipes are sockets, though their types don't say so. */
  #pipes(): Socket[] {
    const { stdin, stdout, stderr } = this.#child
    return [stdin, stdout, stderr].filter((it): it is typeof it & Socket => it instanceof Socket)
  }

  setTimeout(ms: number): this {
    clearTimeout(this.#idle)
    if (ms > 0) this.#idle = setTimeout(() => this.emit('timeout'), ms).unref()
    return this
  }

  setKeepAlive(): this {
    return this
  }

  setNoDelay(): this {
    return this
  }
}
