import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDomain } from '../../../src/controller/deploy/change-domains.ts'
import { routeOf, switchRoutes } from '../../../src/controller/deploy/switch-routes.ts'
import { plainDynoSettings } from '../../../src/controller/domain/process-settings.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

const dyno = {
  containerId: 'c',
  releaseVersion: 2,
  size: 'Basic',
  settings: plainDynoSettings,
  containerPort: null,
  command: '',
  state: 'up' as const,
  createdAt: new Date(0),
}
const dynos = [
  { ...dyno, type: 'web', ordinal: 1, address: '127.0.0.1:20001' },
  { ...dyno, type: 'web', ordinal: 2, address: null },
  { ...dyno, type: 'worker', ordinal: 1, address: '127.0.0.1:20002' },
]

test('all hostnames of an app point to its web dynos, and to nothing else', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  await addDomain(platform, app, 'www.example.com')
  const route = {
    appId: app.id,
    appName: 'blog',
    hostnames: ['blog.apps.example', 'www.example.com'],
    dynos: [{ dyno: 'web.1', address: '127.0.0.1:20001' }],
  }
  assert.deepEqual(await routeOf(platform, app, dynos), route)
  await switchRoutes(platform, app, dynos)
  assert.deepEqual(platform.router.routes.get(app.id), route)
})
