import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Controller } from '../../../src/api-client/controller.ts'
import { deisController } from '../../../src/api-client/deis/deis-controller.ts'
import { platformController } from '../../../src/api-client/platform/platform-controller.ts'

const options = { url: 'http://127.0.0.1:1', token: 'mine' }

test('deisController asks nothing until it is asked, and shows no token', () => {
  const api = deisController({ ...options, version: 'v2' })
  assert.equal(api.url, 'http://127.0.0.1:1')
  assert.doesNotMatch(JSON.stringify(api), /mine/)
})

test('each resource has each method that the Platform API has', () => {
  const shapeOf = (api: Controller) =>
    Object.fromEntries(
      Object.entries(api).map(([resource, methods]) => [
        resource,
        typeof methods === 'string' ? [] : Object.keys(methods).sort(),
      ]),
    )
  const expected = shapeOf(platformController(options))
  for (const version of ['v1', 'v2'] as const)
    assert.deepEqual(shapeOf(deisController({ ...options, version })), expected)
})

test('whole resources that Deis has none of are refused by name', async () => {
  const api = deisController({ ...options, version: 'v2' })
  const refused: [() => Promise<unknown>, RegExp][] = [
    [() => api.drains.list('demo'), /no log drains\.$/],
    [() => api.webhooks.list('demo'), /no webhooks\.$/],
    [() => api.features.list('demo'), /no features to switch on\.$/],
    [() => api.acm.enable('demo'), /no certificates of its own\.$/],
    [() => api.containerImages.list('demo'), /no way to push images\.$/],
    [() => api.stacks.list(), /no stacks\.$/],
    [() => api.regions.list(), /no regions\.$/],
    [() => api.runs.list('demo'), /no list of one-off dynos\.$/],
  ]
  for (const [call, message] of refused) await assert.rejects(call, { code: 'not_supported', message })
})
