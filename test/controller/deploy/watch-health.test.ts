import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { changeProcessSettings } from '../../../src/controller/deploy/change-process-settings.ts'
import { watchHealth } from '../../../src/controller/deploy/watch-health.ts'
import type { HealthChecks } from '../../../src/controller/domain/health-check.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import { createDeployedApp, listContainers, listRouted } from '../../fixtures/deployed-app.ts'
import { healthServer } from '../../fixtures/health-server.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { until } from '../../fixtures/until.ts'

/** An app whose web dyno is asked at a server of the test. */
async function createWatched(
  t: TestContext,
  checks: (server: Awaited<ReturnType<typeof healthServer>>) => Partial<HealthChecks>,
) {
  const server = await healthServer(t)
  let isAway = false
  let missed = 0
  const platform = await createTestPlatform(t, {
    engine: {
      findAddress: async () => {
        if (isAway) missed += 1
        if (isAway) throw problem('engine_unavailable', 'away')
        return '127.0.0.1'
      },
    },
  })
  const { app, user } = await createDeployedApp(platform)
  const ended = new AbortController()
  const watching = watchHealth(platform, ended.signal)
  t.after(async () => {
    ended.abort()
    await watching
    await platform.turns.settled()
  })
  const changes = [{ type: 'web', healthChecks: checks(server) }]
  await changeProcessSettings(platform, { app, user, changes, report: platform.report })
  platform.events.length = 0
  const [web] = platform.engine.containers.keys()
  assert.ok(web)
  const routed = () => listRouted(platform, app).join()
  /** So many more answers were given, and so many rounds are over. */
  const afterAsking = async (count: number) => {
    const before = server.asked.length
    await until('it is asked again', () => server.asked.length >= before + count)
  }
  const texts = () => platform.logs.texts(app.id)
  const away = (is: boolean) => {
    isAway = is
  }
  return { platform, app, server, web, routed, texts, afterAsking, away, missed: () => missed }
}

test('a dyno whose readiness fails is out of the routes until it is well again', async (t) => {
  const { platform, server, web, routed, texts } = await createWatched(t, (it) => ({ readiness: it.check() }))
  assert.equal(routed(), 'web.1@v2')
  server.status = 503
  await until('it is out', () => routed() === '')
  assert.ok(platform.served.unready.has(web))
  const why = `httpGet :${server.port}/ready answered 503`
  await until('it is told', () => texts().includes(`qp[web.1]: State changed from up to unready: ${why}`))
  server.status = 200
  await until('it is back', () => routed() === 'web.1@v2')
  await until('that is told', () => texts().includes('qp[web.1]: State changed from unready to up'))
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
})

test('fewer failures in a row than the threshold change nothing', async (t) => {
  const { platform, server, routed, afterAsking } = await createWatched(t, (it) => ({
    readiness: it.check({ failureThreshold: 1000 }),
  }))
  server.status = 503
  await afterAsking(5)
  assert.equal(routed(), 'web.1@v2')
  assert.equal(platform.served.unready.size, 0)
})

test('failures in the initial delay do not count', async (t) => {
  const { platform, server, routed, afterAsking } = await createWatched(t, (it) => ({
    readiness: it.check({ initialDelay: 60 }),
  }))
  server.status = 503
  await afterAsking(5)
  assert.equal(routed(), 'web.1@v2')
  platform.clock.at = new Date(platform.clock.at.getTime() + 60_000)
  await until('it is out', () => routed() === '')
})

test('a clock that is set back makes no initial delay longer than it is', async (t) => {
  const { platform, server, routed, afterAsking } = await createWatched(t, (it) => ({
    readiness: it.check({ initialDelay: 60 }),
  }))
  await afterAsking(2)
  platform.clock.at = new Date(platform.clock.at.getTime() - 86_400_000)
  server.status = 503
  await afterAsking(5)
  platform.clock.at = new Date(platform.clock.at.getTime() + 60_000)
  await until('it is out', () => routed() === '')
})

test('an engine that is away says nothing about a dyno', async (t) => {
  const { routed, afterAsking, away, missed } = await createWatched(t, (it) => ({ readiness: it.check() }))
  away(true)
  await until('it could not be asked', () => missed() > 5)
  assert.equal(routed(), 'web.1@v2')
  away(false)
  await afterAsking(3)
  assert.equal(routed(), 'web.1@v2')
})

test('one that has ended and was started again gets requests once it is ready', async (t) => {
  const { platform, server, web, routed } = await createWatched(t, (it) => ({ readiness: it.check() }))
  server.status = 503
  platform.engine.end(web, 1)
  await until('it is out', () => routed() === '')
  await platform.engine.startContainer(web)
  server.status = 200
  await until('it is back', () => routed() === 'web.1@v2')
})

test('a dyno whose liveness fails is restarted as it is', async (t) => {
  const { platform, server, web, texts } = await createWatched(t, (it) => ({ liveness: it.check() }))
  const restarts = () => platform.events.filter((it) => /^(stop|start|create)/.test(it))
  server.status = 500
  await until('it is restarted', () => restarts().length >= 2)
  server.status = 200
  assert.deepEqual(restarts().slice(0, 2), ['stop web.1@v2 in 7', 'start web.1@v2'])
  assert.deepEqual([...platform.engine.containers.keys()], [web])
  const why = `httpGet :${server.port}/ready answered 500`
  assert.ok(texts().includes(`qp[web.1]: Restarting: the liveness check failed: ${why}`))
  const before = server.asked.length
  await until('it is asked again', () => server.asked.length > before + 2)
})

test('one that fails again waits longer and longer, out of the routes, unless it comes to itself', async (t) => {
  const { platform, server, texts, routed } = await createWatched(t, (it) => ({ liveness: it.check() }))
  const starts = () => platform.events.filter((it) => it.startsWith('start')).length
  const advance = (seconds: number) => {
    platform.clock.at = new Date(platform.clock.at.getTime() + seconds * 1000)
  }
  const waits = (seconds: number) => texts().filter((it) => it.includes(`restarting in ${seconds} s`)).length
  server.status = 500
  await until('it is restarted at once', () => starts() === 1)
  await until('it waits', () => waits(10) === 1 && routed() === '')
  advance(10)
  await until('it is restarted', () => starts() === 2)
  await until('it waits longer', () => waits(20) === 1 && routed() === '')
  advance(19)
  server.status = 200
  await until('it is back', () => routed() === 'web.1@v2')
  assert.equal(starts(), 2)
  advance(600)
  server.status = 500
  await until('it is restarted at once again', () => starts() === 3)
  server.status = 200
  await until('it serves', () => routed() === 'web.1@v2')
})

test('a dyno that is replaced is asked no more, and its end takes nothing out of the routes', async (t) => {
  const { platform, app, web, routed } = await createWatched(t, (it) => ({ readiness: it.check() }))
  const changes = [{ type: 'web', healthChecks: { readiness: null } }]
  const user = await platform.store.users.find(app.ownerId)
  assert.ok(user)
  await changeProcessSettings(platform, { app, user, changes, report: platform.report })
  assert.ok(!platform.engine.containers.has(web))
  assert.equal(routed(), 'web.1@v2')
  assert.equal(platform.served.unready.size, 0)
})

test('where the router can not be told, it is tried again', async (t) => {
  const { platform, server, routed } = await createWatched(t, (it) => ({ readiness: it.check() }))
  platform.router.refusals.push(new Error('away'))
  server.status = 503
  await until('it is out', () => routed() === '')
  assert.match(platform.complaints.at(-1)?.msg ?? '', /health check called for/)
})

test('a dyno that is being restarted is not left stopped when the controller ends', async (t) => {
  const server = await healthServer(t)
  const stopping = Promise.withResolvers<void>()
  const stopped = Promise.withResolvers<void>()
  const platform = await createTestPlatform(t, { engine: { findAddress: async () => '127.0.0.1' } })
  const { app, user } = await createDeployedApp(platform)
  const ended = new AbortController()
  const watching = watchHealth(platform, ended.signal)
  const changes = [{ type: 'web', healthChecks: { liveness: server.check() } }]
  await changeProcessSettings(platform, { app, user, changes, report: platform.report })
  const { stopContainer } = platform.engine
  platform.engine.stopContainer = async (id, options) => {
    await stopContainer(id, options)
    stopping.resolve()
    await stopped.promise
  }
  server.status = 500
  await stopping.promise
  ended.abort()
  stopped.resolve()
  await watching
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
})
