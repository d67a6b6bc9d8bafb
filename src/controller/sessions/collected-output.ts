import { Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { decodeFrame, type Frame, type ProcessEnd, type Status } from '../../attach/frames.ts'
import { IncomingChannel } from '../../attach/incoming-channel.ts'
import { lostNotice } from '../../attach/lost-notice.ts'
import {
  closeCodes,
  type LinkedConnection,
  type SessionLink,
  type SessionLinkOptions,
} from '../../attach/session-link.ts'

/**
 * A client of a session that types nothing, and keeps what it hears: stdout and stderr in one, as far as it has room. What is beyond
 * that is read and forgotten, so that the process is not held up.
 */
export class CollectedOutput implements LinkedConnection {
  /** How the process ended; undefined where the session went on without us, or ended for that. */
  readonly ended: Promise<ProcessEnd | undefined>
  readonly #room: number
  readonly #kept: Buffer[] = []
  #size = 0
  #lost = 0
  readonly #end = Promise.withResolvers<ProcessEnd | undefined>()
  readonly #closed = Promise.withResolvers<{ code: number; reason: string }>()
  #onFrame: (frame: Frame) => void = () => {}
  readonly #sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      this.#keep(chunk)
      done()
    },
  })
  readonly #channels = { stdout: this.#channel('stdout'), stderr: this.#channel('stderr') }

  /** `room`: in bytes. */
  constructor(room: number) {
    this.#room = room
    this.ended = this.#end.promise
  }

  /** What was kept; at its end it says where something was not. */
  get text(): string {
    const kept = Buffer.concat(this.#kept)
    if (this.#lost === 0) return kept.toString()
    // Not half a character.
    const whole = new StringDecoder().write(kept)
    return whole + lostNotice(this.#lost)
  }

  /** In bytes: what there was no room for. */
  get lost(): number {
    return this.#lost
  }

  openLink({ onFrame }: SessionLinkOptions): SessionLink {
    this.#onFrame = onFrame
    return {
      send: (frame) => this.#hear(decodeFrame(frame)),
      close: (code, reason) => this.close(code, reason),
      closed: this.#closed.promise,
    }
  }

  close(code: number = closeCodes.over, reason = ''): void {
    this.#end.resolve(undefined)
    this.#closed.resolve({ code, reason })
  }

  terminate(): void {
    this.close(closeCodes.abnormal, 'the client has gone')
  }

  #channel(of: 'stdout' | 'stderr'): IncomingChannel {
    return new IncomingChannel(of, this.#sink, (frame) => this.#onFrame(decodeFrame(frame)))
  }

  #hear(frame: Frame): void {
    if (frame.channel === 'data' && frame.of !== 'stdin') this.#channels[frame.of].receive(frame.data)
    else if (frame.channel === 'status') this.#obey(frame.status)
  }

  #obey(status: Status | undefined): void {
    if (status?.status === 'attached') this.#onFrame({ channel: 'close', of: 'stdin' })
    if (status?.status !== 'ended') return
    const { status: _, ...end } = status
    this.#sink.end(() => {
      this.#end.resolve(end)
      this.close()
    })
  }

  #keep(chunk: Buffer): void {
    const part = chunk.subarray(0, this.#room - this.#size)
    if (part.length > 0) this.#kept.push(part)
    this.#size += part.length
    this.#lost += chunk.length - part.length
  }
}
