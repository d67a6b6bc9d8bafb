import type { WebSocket } from 'ws'
import {
  endCodes,
  type Frame,
  FrameError,
  type ProcessEnd,
  resizeFrame,
  type Status,
  signalFrame,
  type TerminalSize,
} from './frames.ts'
import type { HeartbeatTimes } from './heartbeat.ts'
import { IncomingChannel } from './incoming-channel.ts'
import { OutgoingChannel } from './outgoing-channel.ts'
import { type PacedInput, pacedInput } from './paced-input.ts'
import { ReceivedOutput } from './received-output.ts'
import { reconnect, SessionRefusal } from './reconnect.ts'
import type { RemoteProcess } from './remote-process.ts'
import { ReplayBuffer } from './replay-buffer.ts'
import { closeCodes, openSessionLink, type SessionLink } from './session-link.ts'
import type { Outputs } from './session-viewer.ts'

export interface WebSocketProcessOptions {
  /** Open; paused in the same breath in which it was opened, or frames are lost that come before the first listener. */
  socket: WebSocket
  /**
   * Opens another connection of the same client, which goes on behind what was received; also paused. Rejects with a
   * SessionRefusal where it is no use to try again. Without this a lost connection is the end.
   */
  reopen?: (received: Outputs<number>) => Promise<WebSocket>
  /** How long it is tried, in ms. */
  graceMs?: number
  onConnection?: (state: ConnectionState) => void
  /** Asked when the connection is lost for good: what has become of the process, where that can be found out. */
  explain?: () => Promise<ProcessEnd | undefined>
  heartbeat?: HeartbeatTimes | undefined
}

/** `watching`: another client types, and what is written to stdin goes nowhere. */
export type ConnectionState = 'lost' | 'back' | 'watching'

/** A process behind a controller's framed websocket (docs/attach-protocol.md), whatever becomes of the connection. */
export function webSocketProcess(options: WebSocketProcessOptions): Required<RemoteProcess> {
  return new WebSocketProcess(options)
}

class WebSocketProcess implements RemoteProcess {
  readonly stdout = new ReceivedOutput()
  readonly stderr = new ReceivedOutput()
  readonly exit: Promise<ProcessEnd>
  readonly started: Promise<void>
  readonly #options: WebSocketProcessOptions
  readonly #channels: { stdin: OutgoingChannel; stdout: IncomingChannel; stderr: IncomingChannel }
  readonly #input: PacedInput
  readonly #exit = Promise.withResolvers<ProcessEnd>()
  readonly #started = Promise.withResolvers<void>()
  readonly #givenUp = new AbortController()
  #link: SessionLink | undefined
  #size: TerminalSize | undefined
  /** False until a connection after the first has said where the input goes on: what is sent then is not lost. */
  #mayType = true
  #isFirst = true
  #isWatching = false
  #isOver = false

  constructor(options: WebSocketProcessOptions) {
    this.#options = options
    this.exit = this.#exit.promise
    this.started = this.#started.promise
    const send = (frame: Buffer) => this.#link?.send(frame)
    const typed = new ReplayBuffer()
    this.#channels = {
      stdin: new OutgoingChannel('stdin', typed, (frame) => {
        if (this.#mayType) send(frame)
      }),
      stdout: new IncomingChannel('stdout', this.stdout, send),
      stderr: new IncomingChannel('stderr', this.stderr, send),
    }
    this.#input = pacedInput(typed, this.#channels.stdin)
    void this.#live(options.socket)
  }

  get stdin() {
    return this.#input.stream
  }

  async resize(size: TerminalSize): Promise<void> {
    this.#size = size
    this.#link?.send(resizeFrame(size))
  }

  async signal(name: NodeJS.Signals): Promise<void> {
    this.#link?.send(signalFrame(name))
  }

  destroy(): void {
    this.#leave(closeCodes.over)
  }

  detach(): void {
    this.#leave(closeCodes.detached)
  }

  #leave(code: number): void {
    this.#isOver = true
    this.#givenUp.abort()
    this.#link?.close(code)
  }

  /** From the first connection to the last. */
  async #live(first: WebSocket): Promise<void> {
    for (let socket: WebSocket | undefined = first; socket; ) {
      const closed = await this.#connect(socket)
      if (this.#isOver) return this.#end(lost('closed'))
      const end = finalEnd(closed)
      if (end) return this.#end(end)
      const why = closed.reason || `closed with ${closed.code}`
      const { reopen } = this.#options
      if (!reopen) return this.#endUnheard(why)
      socket = await this.#comeBack(reopen, why)
    }
  }

  async #comeBack(
    reopen: NonNullable<WebSocketProcessOptions['reopen']>,
    reason: string,
  ): Promise<WebSocket | undefined> {
    const { graceMs = 0, onConnection } = this.#options
    onConnection?.('lost')
    const { stdout, stderr } = this.#channels
    try {
      const open = () => reopen({ stdout: stdout.offset, stderr: stderr.offset })
      const socket = await reconnect(open, { graceMs, signal: this.#givenUp.signal })
      onConnection?.('back')
      return socket
    } catch (error) {
      if (error instanceof SessionRefusal) this.#end(error.end)
      else await this.#endUnheard(reason)
      return undefined
    }
  }

  async #endUnheard(why: string): Promise<void> {
    const known = this.#isOver ? undefined : await this.#options.explain?.().catch(() => undefined)
    this.#end(known ?? lost(why))
  }

  async #connect(socket: WebSocket) {
    const { stdout, stderr } = this.#channels
    if (!this.#isFirst) for (const channel of [stdout, stderr]) channel.resume()
    const link = openSessionLink(socket, {
      onFrame: (frame) => this.#hear(frame),
      heartbeat: this.#options.heartbeat,
    })
    this.#link = link
    if (this.#size) link.send(resizeFrame(this.#size))
    // One that was told to leave while it was being opened.
    if (this.#isOver) link.close()
    const closed = await link.closed
    this.#link = undefined
    this.#mayType = false
    this.#isFirst = false
    return closed
  }

  #hear(frame: Frame): void {
    const { stdin, stdout, stderr } = this.#channels
    if (frame.channel === 'data' && frame.of !== 'stdin')
      (frame.of === 'stderr' ? stderr : stdout).receive(frame.data)
    else if (frame.channel === 'acknowledge' && frame.of === 'stdin') {
      stdin.acknowledge(frame.offset)
      this.#input.onRoom()
    } else if (frame.channel === 'status') this.#obey(frame.status)
    else if (frame.channel !== 'close')
      throw new FrameError(`${frame.channel} is not the controller's to send`)
  }

  #obey(status: Status | undefined): void {
    const { stdout, stderr } = this.#channels
    switch (status?.status) {
      case 'attached':
        stdout.skipTo(status.stdout)
        stderr.skipTo(status.stderr)
        this.#goOnTyping(status)
        break
      case 'started':
        this.#started.resolve()
        break
      case 'skipped':
        ;(status.of === 'stderr' ? stderr : stdout).skipTo(status.offset)
        break
      case 'watching':
        this.#watch()
        break
      case 'ended':
        this.#endBy(status)
    }
  }

  /**
   * What was typed before the first connection was heard went ahead of it; what was on its way when one broke goes again.
   * Who only watches types too: the controller counts it and throws it away, so that its place is known if it gets to type.
   */
  #goOnTyping({ types, stdin }: { types: boolean; stdin: number }): void {
    if (!types) this.#watch()
    else this.#isWatching = false
    this.#mayType = true
    if (!this.#isFirst) this.#channels.stdin.resume(stdin)
    this.#input.onRoom()
  }

  #watch(): void {
    if (!this.#isWatching) this.#options.onConnection?.('watching')
    this.#isWatching = true
  }

  #endBy({ status: _, ...end }: { status: string } & ProcessEnd): void {
    this.#isOver = true
    this.#end(end)
    this.#link?.close()
  }

  #end(end: ProcessEnd): void {
    this.#isOver = true
    this.stdout.end()
    this.stderr.end()
    this.#exit.resolve(end)
  }
}

/** Ends that no other connection mends. */
function finalEnd({ code, reason }: { code: number; reason: string }): ProcessEnd | undefined {
  const known: readonly number[] = [closeCodes.forbidden, closeCodes.replaced, closeCodes.protocolError]
  return known.includes(code) ? lost(reason) : undefined
}

function lost(why: string): ProcessEnd {
  const message = `the connection to the process was lost (${why})`
  return { exitCode: endCodes.connectionLost, reason: 'connection-lost', message }
}
