import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkHealth } from '../../../src/controller/deploy/check-health.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

const engine = {
  ping: async () => ({ version: '20.10.24', apiVersion: '1.41' }),
  listNodes: async () => [{ name: 'one', tags: { rack: '1' } }],
}

test('all parts answer, and say what they are', async (t) => {
  const platform = await createTestPlatform(t, { engine })
  await createEmptyApp(platform)
  const { http } = platform.settings
  assert.deepEqual(await checkHealth(platform), {
    state: 'up',
    parts: [
      { name: 'store', state: 'up', detail: 'knows 1 app' },
      { name: 'engine', state: 'up', detail: 'Docker Engine 20.10.24, API 1.41' },
      { name: 'router', state: 'up', detail: `serves apps on ${http.host}:${http.port}` },
    ],
    nodes: [{ name: 'one', tags: { rack: '1' } }],
  })
})

test('what is down is named, with why, and the others are still told of', async (t) => {
  const platform = await createTestPlatform(t, {
    engine: {
      ping: () => Promise.reject(problem('engine_unavailable', 'The engine is gone.')),
      listNodes: () => Promise.reject(problem('engine_unavailable', 'The engine is gone.')),
    },
  })
  platform.router.countInFlight = () => Promise.reject(problem('router_unavailable', 'nginx is gone.'))
  const { state, parts, nodes } = await checkHealth(platform)
  assert.deepEqual([state, nodes], ['down', []])
  assert.deepEqual(
    parts.map(({ name, state, detail }) => [name, state, detail]),
    [
      ['store', 'up', 'knows 0 apps'],
      ['engine', 'down', 'The engine is gone.'],
      ['router', 'down', 'nginx is gone.'],
    ],
  )
})

test('what does not answer is down', async (t) => {
  const never = new Promise<never>(() => {})
  const platform = await createTestPlatform(t, { engine: { ...engine, ping: () => never } })
  const { state, parts } = await checkHealth(platform, 1)
  assert.equal(state, 'down')
  assert.deepEqual(
    parts.find(({ name }) => name === 'engine'),
    { name: 'engine', state: 'down', detail: 'It does not answer within 0.001 s.' },
  )
})
