import { labels } from '../domain/labels.ts'
import { Problem } from '../domain/problem.ts'
import { type FoundHolder, type HolderApp, type HolderParts, listHolders, startHolder } from './holder.ts'

/**
 * Half of a container's start is its network namespace. So one is kept ready per app that runs one-off dynos, by a holder: a
 * container of a few bytes that is attached to the app's network, whose namespace the next one-off dyno joins.
 */
export interface ReadyNetworks {
  /**
   * The id of a running holder whose network nobody else uses or will get; the caller joins it (`container:<id>`) and
   * `release`s it. Undefined where none is ready: the app's own network does. Asks nothing of the engine.
   */
  take(app: { id: string }): string | undefined
  /**
   * Makes the next one ready in the background, where there is none. For the time after a one-off dyno has started: before,
   * it would compete with it for the processors.
   */
  refill(app: HolderApp): void
  /** Removes the holder of a one-off dyno that has ended. What it can't remove, `tidy` does. */
  release(holderId: string): Promise<void>
  /** A container has left its network: if it is one that is ready, it is not any more, and goes. */
  cutOff(holderId: string): Promise<void>
  /** What an earlier controller left: idle holders are taken over, one per app, and those whose dyno is gone are removed. */
  removeStale(): Promise<void>
  /** Now and then: removes what has been idle for a day, and what was never released though its dyno is gone. */
  tidy(now: Date): Promise<void>
  /** Resolves once nothing is being made ready. */
  settled(): Promise<void>
  /** Makes nothing more and lets go of the engine; holders stay for the next controller. */
  close(): Promise<void>
}

export interface ReadyNetworksOptions extends HolderParts {
  now: () => Date
  log: { warn(fields: object, message: string): void }
  /** Holders that may be idle at a time, over all apps; the one idle for longest goes first. */
  mostIdle?: number
}

/** In ms: how long one is kept for an app that runs nothing. */
const idleTime = 24 * 60 * 60 * 1000

/** In ms: between a holder's making or taking and the creation of the dyno that joins it, generously. */
const grace = 10 * 60 * 1000

/** In ms: how long none is made after one could not be. */
const rest = 60 * 1000

export function createReadyNetworks(options: ReadyNetworksOptions): ReadyNetworks {
  return new KeptNetworks(options)
}

interface Idle {
  id: string
  since: Date
  /** Ends the watch over it. */
  watch: AbortController
}

class KeptNetworks implements ReadyNetworks {
  readonly #options: ReadyNetworksOptions
  /** By app; the one idle for longest first. */
  readonly #idle = new Map<string, Idle>()
  readonly #underway = new Map<string, Promise<void>>()
  /** Handed out and not released, and when that was. */
  readonly #taken = new Map<string, Date>()
  #restsUntil = 0
  #isClosed = false

  constructor(options: ReadyNetworksOptions) {
    this.#options = options
  }

  take(app: { id: string }): string | undefined {
    const idle = this.#drop(app.id)
    if (idle) this.#taken.set(idle.id, this.#options.now())
    return idle?.id
  }

  refill(app: HolderApp): void {
    if (this.#isClosed || this.#idle.has(app.id) || this.#underway.has(app.id)) return
    if (this.#options.now().getTime() < this.#restsUntil) return
    const making = this.#makeReady(app).finally(() => this.#underway.delete(app.id))
    this.#underway.set(app.id, making)
  }

  async release(holderId: string): Promise<void> {
    this.#taken.delete(holderId)
    await this.#remove(holderId)
  }

  async cutOff(holderId: string): Promise<void> {
    for (const [appId, { id }] of this.#idle) {
      if (id !== holderId) continue
      this.#drop(appId)
      await this.#remove(id)
    }
  }

  async removeStale(): Promise<void> {
    for (const holder of await listHolders(this.#options)) {
      const { id, labels: its, state, createdAt, isCutOff } = holder.container
      const appId = its[labels.app]
      if (this.#isKept(holder)) continue
      if (appId !== undefined && state === 'running' && !isCutOff && !this.#idle.has(appId))
        this.#keep(appId, id, createdAt)
      else await this.#remove(id)
    }
  }

  async tidy(now: Date): Promise<void> {
    for (const [appId, { id, since }] of [...this.#idle]) {
      if (now.getTime() - since.getTime() < idleTime) continue
      this.#drop(appId)
      await this.#remove(id)
    }
    for (const holder of await listHolders(this.#options)) {
      const { id, createdAt } = holder.container
      const last = this.#taken.get(id) ?? createdAt
      if (this.#isKept(holder) || now.getTime() - last.getTime() < grace) continue
      await this.release(id)
    }
  }

  async settled(): Promise<void> {
    await Promise.all(this.#underway.values())
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.settled()
    for (const appId of [...this.#idle.keys()]) this.#drop(appId)
  }

  async #makeReady(app: HolderApp): Promise<void> {
    const { now, log, mostIdle = 50 } = this.#options
    try {
      const id = await startHolder(this.#options, app)
      if (id === undefined) return
      this.#keep(app.id, id, now())
      const [oldest] = this.#idle.keys()
      if (this.#idle.size > mostIdle && oldest !== undefined) await this.#remove(this.#drop(oldest)?.id)
    } catch (error) {
      // The app and its network were destroyed meanwhile.
      if (error instanceof Problem && error.id === 'not_found') return
      this.#restsUntil = now().getTime() + rest
      log.warn({ err: error, app: app.name }, 'no network could be made ready; one-off dynos start slower')
    }
  }

  /** Holds it ready for as long as it runs: the engine tells of its end, and a lost engine counts as one. */
  #keep(appId: string, id: string, since: Date): void {
    this.#drop(appId)
    const idle: Idle = { id, since, watch: new AbortController() }
    const { signal } = idle.watch
    this.#idle.set(appId, idle)
    const lost = () => {
      if (signal.aborted) return
      if (this.#idle.get(appId) === idle) this.#idle.delete(appId)
      return this.#remove(id)
    }
    this.#options.engine.waitContainer(id, { signal }).then(lost, lost)
  }

  #drop(appId: string): Idle | undefined {
    const idle = this.#idle.get(appId)
    this.#idle.delete(appId)
    idle?.watch.abort()
    return idle
  }

  #isKept({ container, isUsed }: FoundHolder): boolean {
    return isUsed || [...this.#idle.values()].some((it) => it.id === container.id)
  }

  async #remove(id: string | undefined): Promise<void> {
    if (id === undefined) return
    try {
      await this.#options.engine.removeContainer(id)
    } catch (error) {
      this.#options.log.warn({ err: error, container: id }, 'the holder of a network could not be removed')
    }
  }
}
