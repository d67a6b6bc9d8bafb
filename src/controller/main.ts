import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { claimDataDir } from './data-dir.ts'
import type { Platform, Settings } from './deploy/platform.ts'
import { currentRoutes, reconcileAll } from './deploy/reconcile.ts'
import { removeStaleBuilds } from './deploy/remove-stale-builds.ts'
import { createSlots } from './deploy/slots.ts'
import { createTurns } from './deploy/turns.ts'
import { watchDynos } from './deploy/watch-dynos.ts'
import { labels } from './domain/labels.ts'
import { problem } from './domain/problem.ts'
import { createDockerEngine } from './engine/docker/docker-engine.ts'
import { ensureAdmin, getControllerId } from './first-start.ts'
import { openPushHooks } from './http/push-hooks.ts'
import { buildServer } from './http/server.ts'
import { followDynoLogs } from './logs/dyno-logs.ts'
import { openFileAppLogs } from './logs/file-app-logs.ts'
import { followRouterLog } from './logs/router-log.ts'
import { createNginxRouter } from './router/nginx.ts'
import { openStore, type Store } from './store/store.ts'

export interface RunningController {
  /** Where the API answers; the port is a real one where 0 was asked for. */
  url: string
  dataDir: string
  /** Ends this process's part. Apps and router go on serving. */
  stop(): Promise<void>
}

/** Puts the controller together, mends what is not as it should be, and listens. */
export async function startController(
  settings: Settings,
  { log, version }: { log: FastifyBaseLogger; version: string },
): Promise<RunningController> {
  const ended = new AbortController()
  const { platform, close } = await createPlatform(settings, log)
  try {
    const hooks = await openPushHooks(platform)
    const server = await buildServer(platform, hooks, version)
    const url = await listen(server, platform.settings)
    const background = [watchDynos(platform, ended.signal), reconcileAll(platform)]
    log.info(
      { url, dataDir: platform.settings.dataDir, controller: platform.controllerId },
      'qp server is ready',
    )
    return {
      url,
      dataDir: platform.settings.dataDir,
      async stop() {
        log.info('qp server is stopping; apps and router go on serving')
        await server.close()
        ended.abort()
        await platform.turns.settled()
        await Promise.allSettled(background)
        await hooks.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Opens all that the controller works with; `close` lets go of it again. */
async function createPlatform(
  asked: Settings,
  log: FastifyBaseLogger,
): Promise<{ platform: Platform; close: () => Promise<void> }> {
  const settings = { ...asked, dataDir: await claimDataDir(asked.dataDir) }
  const now = () => new Date()
  const newId = () => crypto.randomUUID()
  const engine = createDockerEngine({ log })
  await engine.ping()
  const store = await openStore(join(settings.dataDir, 'qp.sqlite'))
  await forgetUnfinished(store, now())
  const controllerId = await getControllerId({ store, dataDir: settings.dataDir, now, newId })
  await removeStaleBuilds({ engine, controllerId, log })
  await ensureAdmin({ store, dataDir: settings.dataDir, now, newId })
  const router = createNginxRouter({ dir: join(settings.dataDir, 'router'), http: settings.http, log })
  const logs = await openFileAppLogs(join(settings.dataDir, 'logs'))
  const dynoLogs = await followDynoLogs({
    engine,
    logs,
    labels: { [labels.controller]: controllerId, [labels.logged]: 'true' },
    positionsPath: join(settings.dataDir, 'logs', 'positions.json'),
    log,
  })
  const turns = createTurns(store.leases, now)
  const buildSlots = createSlots(Math.max(1, Math.floor(availableParallelism() / 2)))
  const starting = new Set<string>()
  const platform = {
    settings,
    controllerId,
    store,
    engine,
    router,
    logs,
    dynoLogs,
    turns,
    buildSlots,
    starting,
    log,
    now,
    newId,
  }
  await router.start(await currentRoutes(platform))
  const routerLog = await followRouterLog({
    path: router.accessLogPath,
    reopen: (inode) => router.reopenLogs(inode),
    logs,
    log,
  })
  const close = async () => {
    await router.detach()
    await routerLog.close()
    await dynoLogs.close()
    await logs.close()
    await store.close()
  }
  return { platform, close }
}

/** What a killed controller left in the midst: nobody works on it any more. */
async function forgetUnfinished(store: Store, now: Date): Promise<void> {
  await store.leases.releaseAll()
  await store.releases.failPending(now)
  await store.builds.failPending(now)
}

async function listen(
  server: Awaited<ReturnType<typeof buildServer>>,
  { listen: { host, port } }: Settings,
): Promise<string> {
  try {
    return await server.listen({ host, port })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw problem(
      'conflict',
      `${host}:${port} is taken by another program. Choose another address with --listen.`,
    )
  }
}
