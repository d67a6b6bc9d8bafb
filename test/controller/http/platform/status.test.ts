import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problem } from '../../../../src/controller/domain/problem.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const engine = {
  ping: async () => ({ version: '20.10.24', apiVersion: '1.41' }),
  listNodes: async () => [{ name: 'one', tags: {} }],
}

test('who is logged in sees every part', async (t) => {
  const { platform, call } = await createTestServer(t, { engine })
  const { status, body } = await call('stranger', 'GET', '/status')
  const { state, version, controller, parts, nodes } = body as Record<string, unknown> & { parts: object[] }
  assert.deepEqual([status, state, nodes], [200, 'up', [{ name: 'one', tags: {} }]])
  assert.deepEqual(controller, { id: platform.controllerId })
  assert.match(String(version), /^\d+\.\d+/)
  assert.equal(parts.length, 3)
})

test('who watches is told by the status code, and nothing more', async (t) => {
  const { platform, call } = await createTestServer(t, { engine })
  const up = await call('nobody', 'GET', '/healthz')
  assert.deepEqual([up.status, up.body], [200, { state: 'up' }])
  platform.router.countInFlight = () => Promise.reject(problem('router_unavailable', 'nginx is gone.'))
  const down = await call('nobody', 'GET', '/healthz')
  assert.deepEqual([down.status, down.body], [503, { state: 'down' }])
})

test('many who ask at once have the parts asked once', async (t) => {
  let asked = 0
  const ping = async () => {
    asked += 1
    return engine.ping()
  }
  const { call } = await createTestServer(t, { engine: { ...engine, ping } })
  await Promise.all(Array.from({ length: 20 }, () => call('nobody', 'GET', '/healthz')))
  assert.ok(asked < 20, `${asked}`)
  const before = asked
  await call('nobody', 'GET', '/healthz')
  assert.equal(asked, before + 1)
})
