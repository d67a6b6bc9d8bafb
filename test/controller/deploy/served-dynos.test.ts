import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createServedDynos, forgetServed } from '../../../src/controller/deploy/served-dynos.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('each controller begins with nothing known of its own', () => {
  const one = createServedDynos()
  one.unready.add('c1')
  one.dynos.set('a1', [])
  const other = createServedDynos()
  assert.deepEqual([other.unready.size, other.dynos.size, other.sending.size], [0, 0, 0])
})

test('of an app that is gone nothing is left', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  const { served } = platform
  const [web] = served.dynos.get(app.id) ?? []
  assert.ok(web)
  served.unready.add(web.containerId).add('of another app')
  forgetServed(served, app.id)
  assert.deepEqual([served.dynos.size, served.sending.size, served.pages.size], [0, 0, 0])
  assert.deepEqual([...served.unready], ['of another app'])
})
