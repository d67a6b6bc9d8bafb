import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { waitForDynos } from '../../../src/controller/deploy/wait-for-dynos.ts'
import type { Dyno } from '../../../src/controller/domain/dyno.ts'
import { type HealthCheck, noHealthChecks } from '../../../src/controller/domain/health-check.ts'
import { plainDynoSettings } from '../../../src/controller/domain/process-settings.ts'
import type { ContainerExit } from '../../../src/controller/engine/engine.ts'
import { healthServer } from '../../fixtures/health-server.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { until } from '../../fixtures/until.ts'

const app = { id: 'a1', name: 'blog' }

function aDyno(type: string, address: string | null): Dyno {
  return {
    type,
    ordinal: 1,
    containerId: `${type}-container`,
    releaseVersion: 2,
    size: 'Basic',
    settings: plainDynoSettings,
    command: '',
    state: 'starting',
    address,
    containerPort: null,
    createdAt: new Date(0),
  }
}

/** An engine in which these containers end so, and all others stay until the wait is given up. */
function waits(ends: Record<string, ContainerExit> = {}) {
  return {
    waitContainer: async (id: string, { signal }: { signal?: AbortSignal } = {}) => {
      const end = ends[id]
      if (end) return end
      if (signal) await once(signal, 'abort')
      throw new Error('given up')
    },
  }
}

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

for (const status of [200, 404, 500]) {
  test(`a web dyno that answers ${status} to its app's name is up`, async (t) => {
    const platform = await createTestPlatform(t, { engine: waits() })
    const asked: unknown[] = []
    const address = await serve(t, (request, response) => {
      asked.push([request.method, request.url, request.headers.host, request.headers['user-agent']])
      response.writeHead(status).end()
    })
    platform.starting.add('web-container')
    await waitForDynos(platform, { app, dynos: [aDyno('web', address)], report: platform.report })
    assert.deepEqual(asked, [['GET', '/', 'blog.apps.example', 'qp-health-check']])
    assert.equal(platform.starting.size, 0)
    assert.deepEqual(platform.logs.texts('a1'), ['qp[web.1]: State changed from starting to up'])
    assert.deepEqual(platform.reports, ['wait web.1 begun', 'wait web.1 done'])
  })
}

test('it is asked again until it answers', async (t) => {
  const platform = await createTestPlatform(t, { engine: waits() })
  let tries = 0
  const address = await serve(t, (request, response) => {
    tries += 1
    if (tries < 4) request.socket.destroy()
    else response.end()
  })
  await waitForDynos(platform, { app, dynos: [aDyno('web', address)], report: platform.report })
  assert.equal(tries, 4)
})

test('one that takes the connection and says nothing is given up after its time', async (t) => {
  const platform = await createTestPlatform(t, { engine: waits(), settings: { startTimeout: 0.2 } })
  const address = await serve(t, () => {})
  await assert.rejects(
    waitForDynos(platform, { app, dynos: [aDyno('web', address)], report: platform.report }),
    {
      id: 'release_failed',
      message:
        'web.1 did not answer on $PORT within 0.2 seconds. It must listen on 0.0.0.0:$PORT; `qp logs -d web.1` shows what it wrote.',
    },
  )
  assert.deepEqual(platform.reports, ['wait web.1 begun', 'wait web.1 failed'])
  assert.deepEqual(platform.logs.texts('a1'), [])
})

test('one that ends fails at once, and those beside it are not waited for', async (t) => {
  const ends = { 'worker-container': { code: 127, outOfMemory: false } }
  const platform = await createTestPlatform(t, { engine: waits(ends) })
  const address = await serve(t, () => {})
  const dynos = [aDyno('web', address), aDyno('worker', null)]
  await assert.rejects(waitForDynos(platform, { app, dynos, report: platform.report }), {
    id: 'release_failed',
    message: 'worker.1 ended with exit code 127 while it started. `qp logs -d worker.1` shows what it wrote.',
  })
  assert.deepEqual(platform.reports.slice(2).sort(), ['wait web.1 failed', 'wait worker.1 failed'])
})

test('one that takes no requests is up when it has stayed up', async (t) => {
  const platform = await createTestPlatform(t, { engine: waits() })
  await waitForDynos(platform, { app, dynos: [aDyno('worker', null)], report: platform.report })
  assert.deepEqual(platform.reports, ['wait worker.1 begun', 'wait worker.1 done'])
})

const settings = (readiness: HealthCheck) => ({
  ...plainDynoSettings,
  healthChecks: { ...noHealthChecks, readiness },
})
const reachable = { ...waits(), findAddress: async () => '127.0.0.1' }

for (const type of ['web', 'worker']) {
  test(`a ${type} dyno with a readiness check is up once it has passed, so many times in a row`, async (t) => {
    const platform = await createTestPlatform(t, { engine: reachable })
    const server = await healthServer(t)
    const address = type === 'web' ? await serve(t, (_, response) => response.end()) : null
    const dyno = { ...aDyno(type, address), settings: settings(server.check({ successThreshold: 3 })) }
    server.status = 503
    const waiting = waitForDynos(platform, { app, dynos: [dyno], report: platform.report })
    await until('it is asked', () => server.asked.length > 1)
    assert.deepEqual(platform.reports, [`wait ${type}.1 begun`])
    server.status = 200
    const failed = server.asked.length
    await waiting
    // One more may have been on its way.
    assert.ok(server.asked.length >= failed + 2)
    assert.equal(server.asked[0], '/ready blog.apps.example')
  })
}

test('one that never gets ready is given up, and why is said', async (t) => {
  const platform = await createTestPlatform(t, { engine: reachable, settings: { startTimeout: 2 } })
  const server = await healthServer(t)
  server.status = 503
  const address = await serve(t, (_, response) => response.end())
  const dyno = { ...aDyno('web', address), settings: settings(server.check()) }
  await assert.rejects(waitForDynos(platform, { app, dynos: [dyno], report: platform.report }), {
    id: 'release_failed',
    message: `web.1 was not ready within 2 seconds: httpGet :${server.port}/ready answered 503. \`qp logs -d web.1\` shows what it wrote.`,
  })
})

test("the check's own times are waited for where they are longer", async (t) => {
  const platform = await createTestPlatform(t, { engine: reachable, settings: { startTimeout: 0.01 } })
  const server = await healthServer(t)
  server.status = 503
  const readiness = server.check({ initialDelay: 0.25, period: 0.125, failureThreshold: 2 })
  const dyno = { ...aDyno('worker', null), settings: settings(readiness) }
  await assert.rejects(waitForDynos(platform, { app, dynos: [dyno], report: platform.report }), {
    message: /^worker\.1 was not ready within 0\.5 seconds/,
  })
})
