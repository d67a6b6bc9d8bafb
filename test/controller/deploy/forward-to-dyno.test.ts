import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { findFreePort } from '../../../acceptance/runner/free-ports.ts'
import {
  connectToDyno,
  getForwardedDyno,
  whenDynoEnded,
} from '../../../src/controller/deploy/forward-to-dyno.ts'
import { labels } from '../../../src/controller/domain/labels.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { portInDyno } from '../../fixtures/forwarding.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

async function deployed(t: TestContext, engine: Parameters<typeof createTestPlatform>[1] = {}) {
  const platform = await createTestPlatform(t, engine)
  const { app } = await createDeployedApp(platform)
  const [web] = [...platform.engine.containers.values()].filter(
    (it) => it.spec.labels[labels.dyno] === 'web.1',
  )
  assert.ok(web)
  return { platform, app, web }
}

test('connects to a port at the address of the dyno', async (t) => {
  const asked: string[] = []
  const findAddress = async (id: string) => {
    asked.push(id)
    return '127.0.0.1'
  }
  const { platform, app, web } = await deployed(t, { engine: { findAddress } })
  const { port } = await portInDyno(t, (taken) => taken.end('hello'))
  const connection = await connectToDyno(platform, { app, dyno: 'web.1', port })
  assert.equal(await text(connection), 'hello')
  // The other direction is its own.
  assert.equal(connection.writable, true)
  connection.destroy()
  assert.deepEqual(asked, [web.id])
})

test('says what could not be reached', async (t) => {
  let address: string | undefined = '127.0.0.1'
  const { platform, app, web } = await deployed(t, { engine: { findAddress: async () => address } })
  const port = await findFreePort()
  const connect = (dyno = 'web.1') => connectToDyno(platform, { app, dyno, port })
  await assert.rejects(connect(), {
    id: 'conflict',
    message: `Nothing listens on port ${port} of web.1, or only on 127.0.0.1 inside it: let it listen on 0.0.0.0.`,
  })
  address = undefined
  await assert.rejects(connect(), { id: 'conflict', message: /^web\.1 has no address/ })
  await assert.rejects(connect('web.7'), { id: 'not_found', message: /^No such dyno: web\.7\./ })
  await platform.engine.stopContainer(web.id, { graceSeconds: 0 })
  await assert.rejects(getForwardedDyno(platform, app, 'web.1'), {
    id: 'conflict',
    message: 'web.1 does not run, so nothing can be forwarded to it.',
  })
})

test('hears of the end of a dyno, and of one that is gone already', async (t) => {
  const { platform, web } = await deployed(t)
  const { signal } = new AbortController()
  const ended = whenDynoEnded(platform, web.id, signal)
  platform.engine.end(web.id, 1)
  await ended
  await whenDynoEnded(platform, 'gone', signal)
})

test('an engine that is away is asked again, until nobody wants to know', async (t) => {
  const { platform, web } = await deployed(t)
  const over = new AbortController()
  let asked = 0
  platform.engine.waitContainer = async () => {
    asked += 1
    if (asked === 2) over.abort()
    throw problem('engine_unavailable', 'Docker is away.')
  }
  await whenDynoEnded(platform, web.id, over.signal)
  assert.equal(asked, 2)
  assert.equal(platform.complaints.length, 1)
  await whenDynoEnded(platform, web.id, over.signal)
  assert.equal(asked, 2)
})
