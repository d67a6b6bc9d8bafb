import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { claimDataDir } from './data-dir.ts'
import { createAppEvents } from './deploy/app-events.ts'
import { finishDestroying } from './deploy/destroy-app.ts'
import { finishPushes } from './deploy/finish-pushes.ts'
import { createLiveOutputs } from './deploy/live-outputs.ts'
import { createLoginAttempts } from './deploy/login-attempts.ts'
import { createMender } from './deploy/mender.ts'
import { pause } from './deploy/pause.ts'
import type { Platform, Settings } from './deploy/platform.ts'
import { createReadyNetworks } from './deploy/ready-networks.ts'
import { currentRoutes, reconcileAll } from './deploy/reconcile.ts'
import { removeStaleBuilds } from './deploy/remove-stale-builds.ts'
import { removeStaleImages } from './deploy/remove-stale-images.ts'
import { forgetBrokenPushes } from './deploy/repository.ts'
import { stopReleaseCommands } from './deploy/run-release-command.ts'
import { currentCertificates } from './deploy/serve-certificates.ts'
import { createServedDynos } from './deploy/served-dynos.ts'
import { createSlots } from './deploy/slots.ts'
import { tellExpiring } from './deploy/tell-expiring.ts'
import { tendCertificates } from './deploy/tend-certificates.ts'
import { clearLostRuns, tendRuns } from './deploy/tend-runs.ts'
import { createTurns } from './deploy/turns.ts'
import { watchDynos } from './deploy/watch-dynos.ts'
import { watchHealth } from './deploy/watch-health.ts'
import { labels } from './domain/labels.ts'
import { problem } from './domain/problem.ts'
import { createDockerEngine } from './engine/docker/docker-engine.ts'
import { ensureAdmin, getControllerId } from './first-start.ts'
import { serveGitSsh } from './http/git-ssh.ts'
import { listenProblem } from './http/listen.ts'
import { openPushHooks, type PushHooks } from './http/push-hooks.ts'
import { openRendezvous } from './http/rendezvous.ts'
import { buildServer } from './http/server.ts'
import { followDynoLogs } from './logs/dyno-logs.ts'
import type { FileAppLogs } from './logs/file-app-logs.ts'
import { followRouterLog } from './logs/router-log.ts'
import { createNginxRouter, type NginxRouter } from './router/nginx.ts'
import { createSessions } from './sessions/sessions.ts'
import { openStore, type Store } from './store/store.ts'
import { openDrainedLogs, startWebhooks } from './tell-others.ts'

type Server = Awaited<ReturnType<typeof buildServer>>

export interface RunningController {
  /** Where the API answers; the port is a real one where 0 was asked for. */
  url: string
  dataDir: string
  /** Ends this process's part. Apps and router go on serving. */
  stop(): Promise<void>
}

/** Puts the controller together, mends what is not as it should be, and listens. Where a part fails, the others are let go. */
export async function startController(
  settings: Settings,
  { log, version }: { log: FastifyBaseLogger; version: string },
): Promise<RunningController> {
  await using parts = new AsyncDisposableStack()
  const platform = await openPlatform(settings, log, parts)
  await startWebhooks(platform, parts)
  await finishWhatWasLeft(platform)
  const hooks = await openPushHooks(platform)
  parts.defer(() => hooks.close())
  await startRouter(platform, parts)
  await finishDestroying(platform)
  const server = await openFaces(platform, { hooks, version }, parts)
  const url = await listen(server, platform.settings)
  const tending = tend(platform)
  const { dataDir } = platform.settings
  log.info({ url, dataDir, controller: platform.controllerId }, 'qp server is ready')
  const rest = parts.move()
  return {
    url,
    dataDir,
    async stop() {
      log.info('qp server is stopping; apps and router go on serving')
      // First, so that who is connected hears why.
      await platform.sessions.close()
      cancelBuilds(platform)
      await Promise.race([platform.turns.settled(), pause(mostToTell, tending.signal)])
      await server.close()
      tending.end()
      cancelBuilds(platform)
      await stopReleaseCommands(platform)
      await platform.turns.settled()
      await tending.over
      await rest.disposeAsync()
    },
  }
}

/** What a controller was in the midst of that was killed. */
async function finishWhatWasLeft(platform: Platform): Promise<void> {
  await stopReleaseCommands(platform)
  await clearLostRuns(platform, { minimumAge: 0 })
  await platform.readyNetworks.removeStale()
  await removeStaleImages(platform)
  await forgetBrokenPushes(platform.settings.dataDir)
  await finishPushes(platform)
}

/** All by which others reach the controller; the server is still to listen. */
async function openFaces(
  platform: Platform,
  { hooks, version }: { hooks: PushHooks; version: string },
  parts: AsyncDisposableStack,
): Promise<Server> {
  const { settings } = platform
  const rendezvous = settings.rendezvous && (await openRendezvous(platform, settings.rendezvous))
  if (rendezvous) parts.defer(() => rendezvous.close())
  const server = await buildServer(platform, hooks, version, rendezvous)
  if (settings.ssh) {
    const ssh = await serveGitSsh(platform, hooks, settings.ssh)
    parts.defer(() => ssh.close())
  }
  return server
}

/** What goes on for as long as the controller runs. `over` resolves when all of it has ended after `end`. */
function tend(platform: Platform): { signal: AbortSignal; end: () => void; over: Promise<unknown> } {
  const ended = new AbortController()
  const { signal } = ended
  const mender = createMender(platform, signal)
  const background = [
    watchDynos(platform, signal, mender),
    watchHealth(platform, signal),
    tendCertificates(platform, signal),
    tellExpiring(platform, signal),
    reconcileAll(platform, mender.failed),
  ]
  void tendRuns(platform, signal)
  return { signal, end: () => ended.abort(), over: Promise.allSettled(background) }
}

/** How long whoever pushes is given to hear why a build was stopped, in ms; what rolls out may take longer. */
const mostToTell = 3000

function cancelBuilds(platform: Platform): void {
  for (const build of platform.cancels.values())
    build.abort(problem('build_failed', 'The controller is stopping. Start the build again.'))
}

/** Opens all that the controller works with; what must be let go of again is put on `parts`. */
async function openPlatform(
  asked: Settings,
  log: FastifyBaseLogger,
  parts: AsyncDisposableStack,
): Promise<Platform & { router: NginxRouter; logs: FileAppLogs }> {
  const claimed = parts.use(await claimDataDir(asked.dataDir))
  const settings = { ...asked, dataDir: claimed.path }
  const now = () => new Date()
  const newId = () => crypto.randomUUID()
  const engine = createDockerEngine({ log })
  await engine.ping()
  const store = await openStore(join(settings.dataDir, 'qp.sqlite'))
  parts.defer(() => store.close())
  await forgetUnfinished(store, now())
  const controllerId = await getControllerId({ store, dataDir: settings.dataDir, now, newId })
  await removeStaleBuilds({ engine, controllerId, log })
  await ensureAdmin({ store, dataDir: settings.dataDir, now, newId })
  const told = await openDrainedLogs({ settings, store, now, newId }, parts)
  const { logs } = told
  const dynoLogs = await followDynoLogs({
    engine,
    logs,
    labels: { [labels.controller]: controllerId, [labels.logged]: 'true' },
    positionsPath: join(settings.dataDir, 'logs', 'positions.json'),
    log,
  })
  parts.defer(() => dynoLogs.close())
  const router = createNginxRouter({
    dir: join(settings.dataDir, 'router'),
    http: settings.http,
    https: settings.https,
    trustProxy: settings.trustProxy,
    log,
  })
  const turns = createTurns(store.leases, now)
  const buildSlots = createSlots(Math.max(1, Math.floor(availableParallelism() / 2)))
  const readyNetworks = createReadyNetworks({ engine, controllerId, newId, now, log })
  parts.defer(() => readyNetworks.close())
  const sessions = createSessions(log)
  const made = {
    settings,
    controllerId,
    store,
    engine,
    router,
    dynoLogs,
    turns,
    outputs: createLiveOutputs(),
    cancels: new Map<string, AbortController>(),
    buildSlots,
    sessions,
    readyNetworks,
    ...told,
    appEvents: createAppEvents(log),
    loginAttempts: createLoginAttempts(now),
  }
  const marks = { starting: new Set<string>(), stopping: new Set<string>() }
  return { ...made, ...marks, served: createServedDynos(), log, now, newId }
}

/** Starts the router, or takes over the one that serves, and reads what it logs. */
async function startRouter(
  platform: Platform & { router: NginxRouter; logs: FileAppLogs },
  parts: AsyncDisposableStack,
): Promise<void> {
  const { router, logs, log } = platform
  const reopen = (inode: number) => router.reopenLogs(inode)
  parts.defer(() => router.detach())
  await router.start(await currentRoutes(platform), await currentCertificates(platform))
  const routerLog = await followRouterLog({ path: router.accessLogPath, reopen, logs, log })
  parts.defer(() => routerLog.close())
}

/** What a killed controller left in the midst: nobody works on it any more. */
async function forgetUnfinished(store: Store, now: Date): Promise<void> {
  await store.leases.releaseAll()
  await store.releases.failPending(now)
  await store.builds.failPending(now)
}

async function listen(server: Server, { listen: { host, port } }: Settings): Promise<string> {
  try {
    return await server.listen({ host, port })
  } catch (error) {
    throw listenProblem(error, { host, port }, '--listen') ?? error
  }
}
