import { setTimeout as sleep } from 'node:timers/promises'
import { labels } from '../domain/labels.ts'
import { Problem } from '../domain/problem.ts'
import type { AppLogs } from './app-logs.ts'
import { keepJson, readKeptJson } from './kept-json.ts'

/** What is needed of the engine: `engine/engine.ts` says more of each. */
export interface DynoLogSource {
  listContainers(labels: Readonly<Record<string, string>>): Promise<LoggedContainer[]>
  findContainer(id: string): Promise<LoggedContainer | undefined>
  followLogs(
    id: string,
    options: { after?: string; signal: AbortSignal },
  ): AsyncIterable<{ at: Date; position: string; text: string }>
  watchContainers(
    labels: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): AsyncIterable<{ id: string; action: string; labels: Readonly<Record<string, string>> }>
}

export interface LoggedContainer {
  id: string
  labels: Readonly<Record<string, string>>
  state?: string
}

export interface DynoLogsOptions {
  engine: DynoLogSource
  logs: Pick<AppLogs, 'append'> & { flush(): Promise<void> }
  /** Containers that carry all of these are read. */
  labels: Readonly<Record<string, string>>
  /** Where it is kept how far each container's log was read. */
  positionsPath: string
  /** How long the end of a log is waited for, in ms. What comes later is lost with the container: a busy machine takes seconds. */
  settleLimit?: number
  log: { warn(fields: object, message: string): void }
}

export interface DynoLogs {
  /** Reads a container at once, not only when its start is told. Does nothing where it is being read. */
  followDyno(container: LoggedContainer): void
  /**
   * Between a container's end and its removal, with which its log goes: resolves once all that it wrote is in the app's
   * log; `settleLimit` is its patience.
   */
  settled(id: string): Promise<void>
  close(): Promise<void>
}

/** A dyno that writes more is read later; the engine keeps its lines meanwhile, as many as it has room for. */
const linesPerSecond = 5000

/** In ms. */
const waits = { retry: 1000, list: 10_000, keep: 250, settle: 10_000 }

/** Brings what dynos write into their apps' logs, from where an earlier controller ended, until it is closed. */
export async function followDynoLogs(options: DynoLogsOptions): Promise<DynoLogs> {
  const follower = new FollowedDynos(options)
  await follower.start()
  return follower
}

interface Followed {
  done: Promise<void>
  /** It was started again while its log was still being read. */
  again: boolean
}

class FollowedDynos implements DynoLogs {
  readonly #options: DynoLogsOptions
  readonly #ended = new AbortController()
  readonly #followed = new Map<string, Followed>()
  /** Read to their end; nothing more comes until they start again. */
  readonly #finished = new Set<string>()
  readonly #positions = new Map<string, string>()
  #isChanged = false
  #background: Promise<unknown> = Promise.resolve()

  constructor(options: DynoLogsOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    const kept = (await readKeptJson(this.#options.positionsPath)) ?? {}
    for (const [id, position] of Object.entries(kept)) this.#positions.set(id, String(position))
    this.#background = Promise.all([
      this.#until(waits.retry, () => this.#watch()),
      this.#until(waits.list, () => this.#followAll()),
      this.#until(waits.keep, () => this.#keepPositions()),
    ])
  }

  followDyno(container: LoggedContainer): void {
    const followed = this.#followed.get(container.id)
    if (followed) followed.again = true
    else if (isRead(container)) this.#follow(container)
  }

  async settled(id: string): Promise<void> {
    if (!this.#followed.has(id) && !this.#finished.has(id)) {
      const container = await this.#options.engine.findContainer(id)
      if (container && isRead(container)) this.#follow(container)
    }
    const isSettled = new AbortController()
    const limit = this.#options.settleLimit ?? waits.settle
    const late = sleep(limit, undefined, { signal: isSettled.signal }).catch(() => undefined)
    await Promise.race([this.#followed.get(id)?.done, late])
    isSettled.abort()
  }

  async close(): Promise<void> {
    this.#ended.abort()
    await this.#background
    await Promise.all([...this.#followed.values()].map(({ done }) => done))
    await this.#keepPositions()
  }

  /** Again and again, with a pause; what fails is tried again. */
  async #until(pause: number, act: () => Promise<void>): Promise<void> {
    const { signal } = this.#ended
    while (!signal.aborted) {
      await act().catch((error: unknown) => {
        if (!signal.aborted) this.#options.log.warn({ err: error }, "dynos' logs are not read for the moment")
      })
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }

  async #watch(): Promise<void> {
    const { engine, labels: ours } = this.#options
    for await (const event of engine.watchContainers(ours, this.#ended.signal)) {
      if (event.action !== 'start') continue
      this.#finished.delete(event.id)
      this.followDyno(event)
    }
  }

  /** Also those that ended while nobody read, and those whose start was told while nobody listened. */
  async #followAll(): Promise<void> {
    const containers = await this.#options.engine.listContainers(this.#options.labels)
    const ids = new Set(containers.map(({ id }) => id))
    for (const id of this.#positions.keys()) {
      if (ids.has(id) || this.#followed.has(id)) continue
      this.#positions.delete(id)
      this.#finished.delete(id)
      this.#isChanged = true
    }
    for (const container of containers) {
      const { id, state } = container
      if (!this.#followed.has(id) && !this.#finished.has(id) && state !== 'created')
        this.followDyno(container)
    }
  }

  /** Who asked of it may have waited for the engine meanwhile: a second reader would write every line again. */
  #follow(container: LoggedContainer): void {
    if (this.#followed.has(container.id) || this.#finished.has(container.id)) return
    const followed: Followed = { done: Promise.resolve(), again: true }
    this.#followed.set(container.id, followed)
    followed.done = this.#readToEnd(container, followed).finally(() => this.#followed.delete(container.id))
  }

  async #readToEnd(container: LoggedContainer, followed: Followed): Promise<void> {
    const { signal } = this.#ended
    while (followed.again && !signal.aborted) {
      followed.again = false
      try {
        await this.#read(container)
        this.#finished.add(container.id)
      } catch (error) {
        if (signal.aborted || (error instanceof Problem && error.id === 'not_found')) return
        this.#options.log.warn({ err: error, container: container.id }, "a dyno's log broke off")
        await sleep(waits.retry, undefined, { signal, ref: false }).catch(() => undefined)
        followed.again = true
      }
    }
  }

  async #read({ id, labels: its }: LoggedContainer): Promise<void> {
    const after = this.#positions.get(id)
    const options = { signal: this.#ended.signal, ...(after === undefined ? {} : { after }) }
    const pace = createPace(linesPerSecond)
    for await (const { at, position, text } of this.#options.engine.followLogs(id, options)) {
      // What comes after the end was not asked for: it is read by the next controller.
      if (this.#ended.signal.aborted) return
      this.#options.logs.append(its[labels.app] ?? '', {
        at,
        source: 'app',
        dyno: its[labels.dyno] ?? '',
        text,
      })
      this.#positions.set(id, position)
      this.#isChanged = true
      await pace()
    }
  }

  /** After the lines are safe: a crash in between repeats some, and loses none. */
  async #keepPositions(): Promise<void> {
    if (!this.#isChanged) return
    this.#isChanged = false
    const positions = Object.fromEntries(this.#positions)
    await this.#options.logs.flush()
    await keepJson(this.#options.positionsPath, positions)
  }
}

/** A session's output belongs to whoever runs it, and its container keeps no log. */
function isRead({ labels: its }: LoggedContainer): boolean {
  return its[labels.logged] === 'true' && its[labels.app] !== undefined && its[labels.dyno] !== undefined
}

/** Resolves at once until as many were counted within a second; then when the second is over. */
function createPace(perSecond: number): () => Promise<void> | undefined {
  let begun = performance.now()
  let count = 0
  return () => {
    if (++count < perSecond) return undefined
    const left = 1000 - (performance.now() - begun)
    begun = performance.now() + Math.max(0, left)
    count = 0
    return left > 0 ? sleep(left) : undefined
  }
}
