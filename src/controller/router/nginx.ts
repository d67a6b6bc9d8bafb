import { type Problem, problem } from '../domain/problem.ts'
import type { Routing } from '../domain/routing.ts'
import { trustedFronts } from '../domain/trusted-fronts.ts'
import { askBalancer } from './admin-socket.ts'
import { type ServedCertificate, sendCertificates } from './certificates.ts'
import { readLuaScripts } from './lua-scripts.ts'
import { type NginxFiles, nginxFiles } from './nginx-files.ts'
import { findMaster, reopenLogs, stopNginx } from './nginx-process.ts'
import type { AppRoute, Router, StartRoute } from './router.ts'
import { normalizeAddress, renderEntry, renderTable, type TableEntry } from './routes.ts'
import { type ServeOptions, serveNginx } from './serve-nginx.ts'

export { stopNginx }

export interface NginxRouterOptions {
  /** Its own directory, made where it isn't, for this user alone. */
  dir: string
  /** Where apps are reached. */
  http: { host: string; port: number }
  /** The same by TLS. */
  https?: { host: string; port: number } | null
  log: {
    info(fields: object, message: string): void
    error(fields: object, message: string): void
  }
  nginxPath?: string
  modulesDir?: string
  /** Whom nginx's workers run as when this process is root. */
  workerUser?: string
  silenceSeconds?: number
  /** Networks of what stands in front, beside this machine: "10.0.0.0/8". */
  trustProxy?: readonly string[]
  logLinesPerSecond?: number
  maxOpenFiles?: number
  /** How often nginx is looked after. */
  watchMilliseconds?: number
}

/** A router that also tells where it logs, so that `logs/router-log.ts` can read it. */
export interface NginxRouter extends Router {
  accessLogPath: string
  /** After a rename of the log: true once nothing is written to the old one, known by its inode, any more. */
  reopenLogs(inode: number): Promise<boolean>
}

/** nginx as the router. It is a daemon of its own: it outlives this process, and the next one takes it over. */
export function createNginxRouter(options: NginxRouterOptions): NginxRouter {
  return new LookedAfterNginx(options)
}

class LookedAfterNginx implements NginxRouter {
  readonly accessLogPath: string
  readonly #options: NginxRouterOptions
  readonly #files: NginxFiles
  readonly #table = new Map<string, TableEntry>()
  #certificates: readonly ServedCertificate[] = []
  /** The table's generation after our last change; another one means that nginx has lost the table. */
  #generation = ''
  #turn: Promise<unknown> = Promise.resolve()
  #watch: NodeJS.Timeout | undefined
  #isFailing = false

  constructor(options: NginxRouterOptions) {
    this.#options = options
    this.#files = nginxFiles(options.dir)
    this.accessLogPath = this.#files.accessLog
  }

  start(routes: readonly StartRoute[], certificates: readonly ServedCertificate[] = []): Promise<void> {
    return this.#inTurn(async () => {
      this.#certificates = certificates
      this.#table.clear()
      for (const { routing, ...route } of routes) this.#table.set(route.appId, { route, routing })
      await this.#serve()
      clearInterval(this.#watch)
      this.#watch = setInterval(() => this.#lookAfter(), this.#options.watchMilliseconds ?? 1000)
      this.#watch.unref()
    })
  }

  setRoute(route: AppRoute): Promise<void> {
    return this.#change(route.appId, (before) => ({ ...before, route }))
  }

  setRouting(appId: string, routing: Routing): Promise<void> {
    return this.#change(appId, (before) => before && { ...before, routing })
  }

  removeRoute(appId: string): Promise<void> {
    return this.#change(appId, () => undefined)
  }

  async checkRegex(regex: string): Promise<string | undefined> {
    try {
      return (await this.#ask('PUT', '/regex', regex)) || undefined
    } catch (error) {
      throw unavailable(error)
    }
  }

  setCertificates(certificates: readonly ServedCertificate[]): Promise<void> {
    return this.#inTurn(async () => {
      // Kept where it fails, too: nginx gets them as soon as it is back.
      this.#certificates = certificates
      try {
        await this.#sendCertificates().catch(async () => {
          await this.#serve()
          await this.#sendCertificates()
        })
      } catch (error) {
        this.#generation = ''
        throw unavailable(error)
      }
    })
  }

  async setChallenge(token: string, answer: string | null): Promise<void> {
    try {
      if (answer === null) await this.#ask('DELETE', `/challenges/${token}`)
      else await this.#ask('PUT', `/challenges/${token}`, answer)
    } catch (error) {
      throw unavailable(error)
    }
  }

  hasHostname(appId: string, hostname: string): boolean {
    return this.#table.get(appId)?.route.hostnames.includes(hostname) === true
  }

  async countInFlight(address: string): Promise<number> {
    try {
      return Number(await this.#ask('GET', `/in-flight/${normalizeAddress(address)}`))
    } catch (error) {
      throw unavailable(error)
    }
  }

  reopenLogs(inode: number): Promise<boolean> {
    return reopenLogs(this.#files, inode)
  }

  async detach(): Promise<void> {
    clearInterval(this.#watch)
    this.#watch = undefined
    await this.#turn
  }

  async stop(): Promise<void> {
    await this.detach()
    await stopNginx(this.#options.dir)
  }

  /** The copy follows nginx: where the change fails it is taken back, and the whole table is sent again soon. */
  #change(appId: string, change: (before: TableEntry | undefined) => TableEntry | undefined): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.#table.get(appId)
      const after = change(before)
      const line = after && renderEntry(after)
      this.#keep(appId, after)
      try {
        // nginx may just have died: then it is started, and gets this change with the table.
        await this.#send(appId, line).catch(() => this.#serve())
      } catch (error) {
        this.#keep(appId, before)
        this.#generation = ''
        throw unavailable(error)
      }
    })
  }

  async #send(appId: string, line: string | undefined): Promise<void> {
    const path = `/routes/${appId}`
    if (line === undefined) {
      this.#generation = await this.#ask('DELETE', path)
      return
    }
    this.#generation = await this.#ask('PUT', path, line)
    const seen = await this.#ask('GET', path)
    if (seen !== line)
      throw new Error(`nginx has ${JSON.stringify(seen)} in place of ${JSON.stringify(line)}`)
  }

  #keep(appId: string, entry: TableEntry | undefined): void {
    if (entry) this.#table.set(appId, entry)
    else this.#table.delete(appId)
  }

  #lookAfter(): void {
    void this.#inTurn(async () => {
      if (this.#watch === undefined || (await this.#isWell())) return
      await this.#serve()
    }).then(
      () => {
        this.#isFailing = false
      },
      (error: unknown) => {
        if (!this.#isFailing) this.#options.log.error({ err: error }, 'the router does not serve')
        this.#isFailing = true
      },
    )
  }

  /** Also tells nginx that there is a controller that reads its log. */
  async #isWell(): Promise<boolean> {
    // Workers whose master was killed answer on, but nothing would replace one of them that ends.
    if ((await findMaster(this.#files)) === undefined) return false
    const status = await this.#ask('GET', '/status').catch(() => '')
    return status.split(' ')[1] === this.#generation
  }

  async #serve(): Promise<void> {
    const outcome = await serveNginx(this.#files, await this.#serveOptions())
    const table = renderTable(this.#table.values())
    try {
      // One that nginx does not take must not keep every app from being reached.
      await this.#sendCertificates().catch((error: unknown) =>
        this.#options.log.error({ err: error }, 'nginx does not have all certificates'),
      )
      this.#generation = await this.#ask('PUT', '/routes', table)
      const seen = await this.#ask('GET', '/routes')
      if (seen !== table) throw new Error('nginx does not have the table that it was sent')
    } catch (error) {
      throw unavailable(error)
    }
    this.#options.log.info({ outcome, apps: this.#table.size }, 'router serves')
  }

  async #serveOptions(): Promise<ServeOptions> {
    const options = this.#options
    return {
      http: options.http,
      https: options.https ?? null,
      nginxPath: options.nginxPath ?? 'nginx',
      modulesDir: options.modulesDir ?? '/usr/lib/nginx/modules',
      workerUser: process.getuid?.() === 0 ? (options.workerUser ?? 'www-data') : null,
      silenceSeconds: options.silenceSeconds ?? 55,
      trustedFronts: trustedFronts(options.trustProxy ?? []),
      logLinesPerSecond: options.logLinesPerSecond ?? 500,
      maxOpenFiles: options.maxOpenFiles,
      scripts: await readLuaScripts(),
    }
  }

  #sendCertificates(): Promise<void> {
    return sendCertificates((...asked) => this.#ask(...asked), this.#certificates)
  }

  #ask(method: 'GET' | 'PUT' | 'DELETE', path: string, body?: string): Promise<string> {
    return askBalancer(this.#files.adminSocket, method, path, body)
  }

  /** One after the other: a table that is sent again must not run over a newer route. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(act)
    this.#turn = turn.catch(() => undefined)
    return turn
  }
}

function unavailable(error: unknown): Problem | unknown {
  if (error instanceof Error && error.name !== 'Problem') {
    const message = `The router could not be told where requests go: ${error.message}. qp server tries again by itself; its log says more.`
    return problem('router_unavailable', message, { cause: error })
  }
  return error
}
