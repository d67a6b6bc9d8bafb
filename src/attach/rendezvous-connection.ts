import { type Duplex, Writable } from 'node:stream'
import { ExitMarkerFilter } from './exit-marker.ts'
import {
  decodeFrame,
  type Frame,
  type ProcessEnd,
  type Status,
  type TerminalSize,
  WINDOW_BYTES,
} from './frames.ts'
import { IncomingChannel } from './incoming-channel.ts'
import { closeCodes, type SessionLink, type SessionLinkOptions } from './session-link.ts'
import type { Outputs } from './session-viewer.ts'

export interface RendezvousOptions {
  tty: boolean
  /** The command says its exit code in a line at its end: `exit-marker.ts`. */
  wantsExitMarker: boolean
  /** The client's terminal, as it was when it asked; it can't tell of any change. */
  size?: TerminalSize | undefined
}

/** The client throws its first chunk away, whatever it is: so this goes alone. */
const greeting = 'rendezvous\r\n'

/** Ctrl-D, which the heroku program writes where its input ends: when all before it is written, so in a TLS record of its own. */
const endOfInput = 0x04

/**
 * How long it is waited for that, from the greeting on, in ms: the program breaks where it writes it to a connection that was
 * closed before. One at a terminal does not write it by itself.
 */
const endOfInputMs = { piped: 3000, terminal: 300 }

/** How long one that is shown out has to read why, in ms. */
const goodbyeMs = 1000

/**
 * A client of a session that knows no frames: it reads and writes bytes alone, as the heroku program does. This stands in for its
 * frames, so that a session serves it as any other. There is no coming back: who is gone is gone for good.
 */
export class RendezvousConnection {
  readonly #socket: Duplex
  readonly #options: RendezvousOptions
  readonly #output = new ExitMarkerFilter()
  readonly #channels: Outputs<IncomingChannel>
  #onFrame: (frame: Frame) => void = () => {}
  readonly #mayClose = Promise.withResolvers<void>()
  #isGreeted = false
  /** Of the client's input: how much was read, and how much of it the process took. */
  #received = 0
  #taken = 0

  /** `socket`: what comes and goes behind the secret. It gives each TLS record as a chunk. */
  constructor(socket: Duplex, options: RendezvousOptions) {
    this.#socket = socket
    this.#options = options
    const acknowledge = (frame: Buffer) => this.#onFrame(decodeFrame(frame))
    this.#channels = {
      stdout: new IncomingChannel('stdout', this.#output, acknowledge),
      stderr: new IncomingChannel('stderr', this.#output, acknowledge),
    }
    socket.on('error', () => {})
  }

  openLink({ onFrame }: SessionLinkOptions): SessionLink {
    const socket = this.#socket
    this.#onFrame = onFrame
    this.#output.pipe(oneByOne(socket, this.#mayClose.promise))
    socket.on('data', (chunk: Buffer) => this.#type(chunk))
    // Its client closes one direction where it means both.
    socket.once('end', () => this.terminate())
    // Whoever read the secret has paused it behind that.
    socket.resume()
    const closed = Promise.withResolvers<{ code: number; reason: string }>()
    const end = () => closed.resolve({ code: closeCodes.over, reason: 'the client has gone' })
    if (socket.destroyed) end()
    else socket.once('close', end)
    return {
      send: (frame) => this.#hear(decodeFrame(frame)),
      close: (code, reason) => this.close(code, reason),
      closed: closed.promise,
    }
  }

  close(_code?: number, reason?: string): void {
    // Greeted first, or the reason would be what is not shown.
    this.#greet()
    if (reason) this.#say(reason)
    this.#mayClose.resolve()
    this.#output.end()
    const timer = setTimeout(() => this.terminate(), goodbyeMs)
    this.#socket.once('close', () => clearTimeout(timer))
  }

  terminate(): void {
    this.#socket.destroy()
  }

  #hear(frame: Frame): void {
    if (frame.channel === 'data' && frame.of !== 'stdin') this.#channels[frame.of].receive(frame.data)
    else if (frame.channel === 'status') this.#obey(frame.status)
    else if (frame.channel === 'acknowledge') this.#goOn(frame.offset)
  }

  #obey(status: Status | undefined): void {
    const { size } = this.#options
    if (status?.status === 'attached' && size) this.#onFrame({ channel: 'resize', size })
    else if (status?.status === 'started') this.#greet()
    else if (status?.status === 'ended') this.#conclude(status)
    else if (status?.status === 'skipped' && status.of !== 'stdin')
      this.#channels[status.of].skipTo(status.offset)
  }

  #greet(): void {
    // One that was closed may hear of the start yet.
    if (this.#isGreeted || !this.#output.writable) return
    this.#isGreeted = true
    this.#output.write(greeting)
    const { piped, terminal } = endOfInputMs
    const timer = setTimeout(this.#mayClose.resolve, this.#options.size ? terminal : piped)
    this.#socket.once('close', () => clearTimeout(timer))
  }

  #conclude({ exitCode, message }: ProcessEnd): void {
    // One that could not be started is greeted now: what comes first is not shown.
    this.#greet()
    if (message !== undefined) this.#say(message)
    this.#output.conclude(this.#options.wantsExitMarker ? exitCode : undefined)
  }

  #say(text: string): void {
    if (this.#output.writable) this.#output.write(`qp: ${text}\r\n`)
  }

  #type(chunk: Buffer): void {
    // Alone: at the end of more it is the input's own, and what comes behind that would be lost.
    const hasEnded = chunk.length === 1 && chunk[0] === endOfInput
    if (hasEnded) this.#mayClose.resolve()
    // A terminal knows what Ctrl-D is; a pipe has to be closed.
    if (hasEnded && !this.#options.tty) return void this.#onFrame({ channel: 'close', of: 'stdin' })
    this.#received += chunk.length
    if (this.#received - this.#taken > WINDOW_BYTES / 2) this.#socket.pause()
    this.#onFrame({ channel: 'data', of: 'stdin', data: chunk })
  }

  #goOn(taken: number): void {
    this.#taken = taken
    if (this.#received - taken <= WINDOW_BYTES / 2) this.#socket.resume()
  }
}

/** Each chunk is out before the next is written: what is written at once leaves, and arrives, as one. */
function oneByOne(socket: Duplex, mayClose: Promise<void>): Writable {
  const writable = new Writable({
    write: (chunk: Buffer, _encoding, done) => void socket.write(chunk, () => done()),
    final: (done) => void mayClose.then(() => socket.end(() => done())),
  })
  socket.once('close', () => writable.destroy())
  return writable
}
