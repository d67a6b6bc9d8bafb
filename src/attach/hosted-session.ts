import { DeferredInput } from './deferred-input.ts'
import { endProcess } from './end-process.ts'
import { type Frame, FrameError, type ProcessEnd, type TerminalSize, WINDOW_BYTES } from './frames.ts'
import type { HeartbeatTimes } from './heartbeat.ts'
import { IncomingChannel } from './incoming-channel.ts'
import { type ProcessControl, processControl } from './process-control.ts'
import type { RemoteProcess } from './remote-process.ts'
import { closeCodes, type SessionConnection } from './session-link.ts'
import { SessionOutput } from './session-output.ts'
import { type Outputs, openSessionViewer, type SessionViewer } from './session-viewer.ts'

/** Who joins a session. */
export interface SessionClient {
  /** The same for each connection of one client, so that it can come back. */
  id: string
  /** `type`: gets the input where nobody has it; `take`: takes it from whoever has; `watch`: never has it. */
  role: 'type' | 'take' | 'watch'
  /** How much output it has received: it comes back. Undefined: it is new, and is shown what is kept. */
  received?: Outputs<number> | undefined
}

export interface HostedSessionOptions {
  tty: boolean
  /** Called when the first client joins. Gives the process, or why there is none, which is told to the client; so is what it rejects with. */
  start: (client: StartingClient) => Promise<RemoteProcess | ProcessEnd>
  /** How long a terminal waits for the client that it was started for when its connection is lost, in ms. */
  graceMs: number
  /** Nobody types, and the process is not ours: it is let go of when the last of those who watch it leaves. */
  isOnlyWatched?: boolean
  /** How long a process has to end at SIGTERM, in ms. */
  stopMs?: number
  heartbeat?: HeartbeatTimes | undefined
}

/** What whoever starts the process may ask about the client meanwhile. */
export interface StartingClient {
  /** The terminal's size, as far as it was told. */
  size(): TerminalSize | undefined
  /** It left before the process was started. */
  hasLeft(): boolean
}

/** A client, whatever its connection. One whose connection was lost is remembered, as far as its input goes. */
interface Guest {
  id: string
  /** What it sends while another types counts too, and is thrown away. */
  input: IncomingChannel
  /** It has said that its input is at its end; it says so again when it comes back. */
  hasEndedInput: boolean
  viewer: SessionViewer | undefined
  /** The process was started for it, and ends with it. */
  isOwner: boolean
  /** How far it had got when its connection was lost. */
  acknowledged: Outputs<number>
  /** It types and is away; when the time is over its place is free. */
  timer?: NodeJS.Timeout | undefined
}

const ownerLeft: ProcessEnd = {
  exitCode: 130,
  reason: 'not-started',
  message: 'the client left before the dyno was started',
}

function notStarted(error: unknown): ProcessEnd {
  const message = error instanceof Error ? error.message : String(error)
  return { exitCode: 125, reason: 'not-started', message }
}

const notWatched: ProcessEnd = { exitCode: 0, reason: 'exited', message: 'nobody watches it any more' }

const outputNames = ['stdout', 'stderr'] as const

/** How long a client may take nothing of the output of a process that is being ended, in ms. */
const stallMs = 1000

/** How long the output of a process that was ended may take to be read, in ms. */
const lastWordsMs = 2000

/** Ctrl-D, as a person would type it: a terminal's input has no other end, and others may type on. */
const endOfTerminalInput = '\u0004'

/**
 * A process and those who are connected to it, as the controller holds them: one types, any number watch, each at its own
 * pace. A terminal outlives the connection of who types by a grace time; a pipe does not.
 *
 * `ended` resolves when the process has ended and all its output is here; `closed` when nobody waits for it any more.
 */
export class HostedSession {
  readonly ended: Promise<ProcessEnd>
  readonly closed: Promise<void>
  readonly #options: HostedSessionOptions
  readonly #stdin = new DeferredInput()
  readonly #control: ProcessControl
  readonly #outputs: Outputs<SessionOutput>
  readonly #viewers = new Set<SessionViewer>()
  readonly #end = Promise.withResolvers<ProcessEnd>()
  readonly #close = Promise.withResolvers<void>()
  readonly #guests = new Map<string, Guest>()
  /** The one that types. It keeps its place while its connection is away. */
  #typist: Guest | undefined
  #process: RemoteProcess | undefined
  #isStarted = false
  /** What is said at the end in place of the process's own words: why it was stopped. */
  #verdict: Partial<ProcessEnd> | undefined
  #known: ProcessEnd | undefined

  constructor(options: HostedSessionOptions) {
    this.#options = options
    this.#control = processControl(this.#stdin)
    this.#outputs = { stdout: this.#output('stdout'), stderr: this.#output('stderr') }
    this.ended = this.#end.promise
    this.closed = this.#close.promise
  }

  /** Somebody has come for it. */
  get isStarted(): boolean {
    return this.#isStarted
  }

  get viewers(): number {
    return this.#viewers.size
  }

  /** Serves one client until its connection is gone. Call it in the turn in which the socket was opened. */
  async join(socket: SessionConnection, client: SessionClient): Promise<void> {
    const from = { stdout: this.#beginOf('stdout', client), stderr: this.#beginOf('stderr', client) }
    const viewer = openSessionViewer({
      socket,
      sources: { stdout: this.#outputs.stdout.replay, stderr: this.#outputs.stderr.replay },
      from,
      onFrame: (frame) => this.#hear(guest, viewer, frame),
      onAcknowledge: () => this.#pace(),
      heartbeat: this.#options.heartbeat,
    })
    const guest = this.#seat(viewer, client)
    this.#viewers.add(viewer)
    const types = this.#typist === guest
    viewer.say({ status: 'attached', ...from, stdin: guest.input.offset, types })
    if (this.#process) viewer.say({ status: 'started' })
    this.#pace()
    for (const output of outputNames) viewer.flush(output)
    if (this.#known) viewer.end(this.#known)
    if (!this.#isStarted) this.#start().catch((error: unknown) => this.#finish(notStarted(error)))
    const { code } = await viewer.link.closed
    this.#viewers.delete(viewer)
    this.#leave(guest, viewer, code)
  }

  /** Ends the process, and lets those who are connected know why. Resolves when it has ended. */
  async stop(verdict: Partial<ProcessEnd> = {}): Promise<void> {
    this.#verdict ??= verdict
    if (!this.#isStarted) this.#finish({ ...ownerLeft, ...verdict })
    else if (this.#process) await this.#endProcess(this.#process)
    await this.ended
  }

  #output(of: 'stdout' | 'stderr'): SessionOutput {
    return new SessionOutput(() => {
      for (const viewer of this.#viewers) viewer.flush(of)
    })
  }

  /** A new client is shown a window of what there was; one that comes back goes on where it was. */
  #beginOf(of: 'stdout' | 'stderr', { received }: SessionClient): number {
    const { start, end } = this.#outputs[of].replay
    return Math.min(end, Math.max(start, received?.[of] ?? end - WINDOW_BYTES))
  }

  /** Gives the client the input if it may have it. One that comes back takes it from nobody: it may have lost it meanwhile. */
  #seat(viewer: SessionViewer, { id, role }: SessionClient): Guest {
    const known = this.#guests.get(id)
    if (known) comeBack(known, viewer)
    const guest = known ?? this.#welcome(id, viewer)
    const isFree = this.#typist === undefined || (role === 'take' && !known)
    if (this.#options.isOnlyWatched || role === 'watch' || !isFree) return guest
    if (this.#typist) unseat(this.#typist)
    this.#typist = guest
    guest.isOwner = !this.#isStarted
    return guest
  }

  #welcome(id: string, viewer: SessionViewer): Guest {
    const input = new IncomingChannel('stdin', this.#stdin, (frame) => guest.viewer?.link.send(frame))
    const acknowledged = { stdout: 0, stderr: 0 }
    const guest: Guest = { id, input, viewer, acknowledged, isOwner: false, hasEndedInput: false }
    this.#guests.set(id, guest)
    return guest
  }

  #hear(guest: Guest, viewer: SessionViewer, frame: Frame): void {
    if (frame.channel === 'acknowledge' || frame.channel === 'status')
      throw new FrameError(`${frame.channel} is not the client's to send`)
    if (frame.channel !== 'resize' && frame.channel !== 'signal' && frame.of !== 'stdin')
      throw new FrameError(`${frame.of} is not the client's to send`)
    // What an older connection still brings will come again.
    if (guest.viewer !== viewer) return
    // A frame may have been on its way while another took the input.
    if (this.#typist === guest) this.#obey(guest, frame)
    else if (frame.channel === 'data') guest.input.discard(frame.data)
  }

  #obey(typist: Guest, frame: Frame): void {
    if (frame.channel === 'resize') this.#control.resize(frame.size)
    else if (frame.channel === 'signal') this.#control.signal(frame.signal)
    else if (frame.channel === 'data') typist.input.receive(frame.data)
    else if (!typist.hasEndedInput) {
      typist.hasEndedInput = true
      if (this.#options.tty) this.#stdin.write(endOfTerminalInput)
      else this.#stdin.end()
    }
  }

  async #start(): Promise<void> {
    this.#isStarted = true
    const started = await this.#options.start({
      size: this.#control.size,
      hasLeft: () => this.#verdict !== undefined,
    })
    if ('exitCode' in started) return this.#finish(started)
    this.#process = started
    this.#control.connect(started)
    for (const viewer of this.#viewers) viewer.say({ status: 'started' })
    this.#stdin.connect(started.stdin)
    this.#outputs.stdout.read(started.stdout)
    this.#outputs.stderr.read(started.stderr)
    if (this.#verdict) void this.#endProcess(started)
    await Promise.all([this.#outputs.stdout.drained, this.#outputs.stderr.drained])
    this.#finish(await started.exit)
  }

  #finish(end: ProcessEnd): void {
    if (this.#known) return
    this.#known = { ...end, ...this.#verdict }
    this.#process?.destroy()
    this.#stdin.destroy()
    for (const output of outputNames) this.#outputs[output].close()
    for (const viewer of this.#viewers) viewer.end(this.#known)
    this.#end.resolve(this.#known)
    this.#closeIfDone()
  }

  #leave(guest: Guest, viewer: SessionViewer, code: number): void {
    const isLost = code !== closeCodes.over && code !== closeCodes.detached && code !== closeCodes.forbidden
    if (guest.viewer === viewer) {
      guest.viewer = undefined
      guest.acknowledged = acknowledgedBy(viewer)
      if (!isLost) this.#guests.delete(guest.id)
      if (guest === this.#typist) this.#release(guest, isLost, code)
    }
    if (this.#options.isOnlyWatched && this.#viewers.size === 0) this.#finish(notWatched)
    this.#closeIfDone()
  }

  #release(typist: Guest, isLost: boolean, code: number): void {
    if (!isLost || !this.#options.tty) {
      this.#vacate(typist, code)
      return
    }
    typist.timer = setTimeout(() => this.#vacate(typist, code), this.#options.graceMs)
    typist.timer.unref()
  }

  /** Who typed will not come back. */
  #vacate(typist: Guest, code: number): void {
    if (this.#typist === typist) this.#typist = undefined
    this.#pace()
    if (typist.isOwner && code !== closeCodes.detached) this.#abandon()
    this.#closeIfDone()
  }

  /**
   * As a closed terminal, or a broken pipe, ends what ran in it. It is read to its end, though nobody may hear it: what an
   * engine was made to let go of can't be seen to end (moby's exec), and so would not be killed if it does not heed a signal.
   */
  #abandon(): void {
    this.#verdict ??= {}
    if (this.#process && !this.#known) void this.#endProcess(this.#process)
  }

  /**
   * Who reads nothing does not hold up the end, nor what the process writes before it: an engine tells of no end as long as there is output
   * that nobody reads (measured). What is not taken then is lost to them.
   */
  async #endProcess(process: RemoteProcess): Promise<void> {
    const stops = outputNames.map((of) => this.#outputs[of].endStalls(stallMs))
    await endProcess(process, { hangUp: this.#options.tty, term: this.#options.stopMs })
    const end = await process.exit
    for (const stop of stops) stop()
    const timer = setTimeout(() => this.#finish(end), lastWordsMs)
    await this.ended
    clearTimeout(timer)
  }

  #pace(): void {
    const typist = this.#typist
    const acknowledged = typist?.viewer ? acknowledgedBy(typist.viewer) : typist?.acknowledged
    for (const output of outputNames) this.#outputs[output].follow(acknowledged?.[output])
  }

  #closeIfDone(): void {
    if (this.#known && this.#viewers.size === 0 && !this.#typist) this.#close.resolve()
  }
}

function comeBack(guest: Guest, viewer: SessionViewer): void {
  clearTimeout(guest.timer)
  guest.viewer?.link.close(closeCodes.replaced, 'another connection of the same client took its place')
  guest.viewer = viewer
  guest.input.resume()
}

function unseat(typist: Guest): void {
  clearTimeout(typist.timer)
  typist.isOwner = false
  typist.viewer?.say({ status: 'watching' })
}

function acknowledgedBy({ outputs }: SessionViewer): Outputs<number> {
  return { stdout: outputs.stdout.acknowledged, stderr: outputs.stderr.acknowledged }
}
