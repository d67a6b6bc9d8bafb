import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { waitForDynos } from '../../../src/controller/deploy/wait-for-dynos.ts'
import type { Dyno } from '../../../src/controller/domain/dyno.ts'
import { plainDynoSettings } from '../../../src/controller/domain/process-settings.ts'
import type { ContainerExit } from '../../../src/controller/engine/engine.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

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
