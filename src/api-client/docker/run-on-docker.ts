import { randomInt, randomUUID } from 'node:crypto'
import { DeferredInput } from '../../attach/deferred-input.ts'
import { endProcess } from '../../attach/end-process.ts'
import type { ProcessEnd, TerminalSize } from '../../attach/frames.ts'
import { processControl } from '../../attach/process-control.ts'
import type { RemoteProcess } from '../../attach/remote-process.ts'
import { resolvesWithin } from '../../attach/resolves-within.ts'
import { getDynoSize } from '../../controller/domain/dyno-size.ts'
import { messageOf } from '../../controller/domain/problem.ts'
import type { DockerSurroundings } from '../../controller/engine/docker/docker-context.ts'
import { createDockerEngine } from '../../controller/engine/docker/docker-engine.ts'
import { describeEndpoint, resolveDockerEndpoint } from '../../controller/engine/docker/endpoint.ts'
import type { Engine } from '../../controller/engine/engine.ts'
import { startContainerProcess } from '../../controller/sessions/container-process.ts'
import { notStarted } from '../../controller/sessions/not-started.ts'
import { createContainer, findNetwork } from './create-container.ts'
import { type DirectDyno, type DirectSource, directSpec } from './direct-spec.ts'
import { clearForgotten, removeRun } from './leftovers.ts'
import { limitTime } from './limit-time.ts'
import { startWatcher, type Watcher } from './watcher.ts'

export interface DockerRunOptions extends Pick<DirectDyno, 'command' | 'size' | 'env' | 'tty'> {
  /** As `resolveDockerEndpoint` takes it. */
  address: string
  surroundings: DockerSurroundings
  source: DirectSource
  terminalSize?: TerminalSize | undefined
  /** Seconds that it may run. */
  timeout?: number | undefined
  /** Seconds after which it is ended, and counts as forgotten. */
  timeToLive: number
  now: () => Date
  onPull: (image: string) => void
  /** Aborted, nothing is left of it, and this rejects with the signal's reason. */
  signal: AbortSignal
}

export interface DockerRun {
  /** The dyno: "run.1234". */
  name: string
  /** What it is made of, and where it is, for messages. */
  image: string
  engine: string
  process: RemoteProcess | ProcessEnd
  /** Ends the process where it still runs, and removes its container. What fails here the watcher tries again. */
  close(): Promise<void>
}

/**
 * Makes and starts a one-off dyno straight on a Docker Engine, with no controller in between. What the engine refuses is the
 * process's end; an address or a size that can't be used is thrown as a Problem. Call `close` in any case.
 */
export async function runOnDocker(options: DockerRunOptions): Promise<DockerRun> {
  const { address, surroundings, signal, tty } = options
  getDynoSize(options.size)
  const endpoint = await resolveDockerEndpoint(address, surroundings)
  const engine = createDockerEngine({ endpoint, terminals: 'websocket' })
  const runId = randomUUID()
  const name = `run.${randomInt(1000, 10_000)}`
  const made = new MadeContainer(engine, { runId, tty })
  const { image } = options.source.slug
  const run = { name, image, engine: describeEndpoint(endpoint), close: () => made.close() }
  const watch = () => startWatcher({ endpoint, runId })
  try {
    return { ...run, process: await made.start({ ...options, runId, name, watch }) }
  } catch (error) {
    if (!signal.aborted) return { ...run, process: notStarted(125, messageOf(error).replace(/\.$/, '')) }
    await made.close()
    throw signal.reason
  }
}

interface StartOptions extends DockerRunOptions {
  runId: string
  name: string
  watch: () => Watcher
}

/** How long the end of a process and the removal of its container may take, in ms; then the watcher goes on alone. */
const closePatience = 20_000

class MadeContainer {
  readonly #engine: Engine
  readonly #runId: string
  readonly #tty: boolean
  #watcher: Watcher | undefined
  #id: string | undefined
  #process: RemoteProcess | undefined
  #hasEnded = false

  constructor(engine: Engine, { runId, tty }: { runId: string; tty: boolean }) {
    this.#engine = engine
    this.#runId = runId
    this.#tty = tty
  }

  async start(options: StartOptions): Promise<RemoteProcess | ProcessEnd> {
    const engine = this.#engine
    const { source, tty, terminalSize, now, timeToLive, signal } = options
    // Also finds out that there is an engine, before there can be anything to watch over.
    const isBornWithSize = await engine.setsTerminalSize()
    const network = await findNetwork(engine, source.app)
    signal.throwIfAborted()
    const until = new Date(now().getTime() + timeToLive * 1000)
    const spec = directSpec(source, { ...options, isBornWithSize, until }, network)
    this.#watcher = options.watch()
    this.#id = await createContainer(engine, spec, options)
    signal.throwIfAborted()
    const process = await startContainerProcess({ engine, id: this.#id, spec, size: () => terminalSize })
    if ('exitCode' in process) return process
    void process.exit.then(() => {
      this.#hasEnded = true
    })
    this.#process = process
    signal.throwIfAborted()
    clearForgotten(engine, now()).catch(() => {})
    return limitTime(tty ? inOrder(process) : process, options)
  }

  async close(): Promise<void> {
    const isDone = await resolvesWithin(this.#endAndRemove(), closePatience).catch(() => false)
    if (isDone) this.#watcher?.release()
  }

  async #endAndRemove(): Promise<void> {
    if (this.#process && !this.#hasEnded) await endProcess(this.#process, { hangUp: this.#tty })
    if (this.#id !== undefined) await this.#engine.removeContainer(this.#id)
    // One that was asked for, and of which nothing was heard.
    else if (this.#watcher) await removeRun(this.#engine, this.#runId)
  }
}

/** One change of size at a time, and keys that were typed after it arrive after it. */
function inOrder(process: RemoteProcess): RemoteProcess {
  const stdin = new DeferredInput()
  const control = processControl(stdin)
  control.connect(process)
  stdin.connect(process.stdin)
  return { ...process, stdin, resize: async (size) => control.resize(size) }
}
