import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDomain } from '../../../src/controller/deploy/change-domains.ts'
import { resendRoute, routeOf, switchRoutes } from '../../../src/controller/deploy/switch-routes.ts'
import { plainDynoSettings } from '../../../src/controller/domain/process-settings.ts'
import { createDeployedApp, createEmptyApp, deploy } from '../../fixtures/deployed-app.ts'
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
    services: [],
    pages: { maintenance: undefined, error: undefined },
  }
  assert.deepEqual(await routeOf(platform, app, dynos), route)
  await switchRoutes(platform, app, dynos)
  assert.deepEqual(platform.router.routes.get(app.id), route)
})

test('a dyno that is not ready gets no requests; the route is sent again as the last roll-out left it', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  const [one] = dynos
  assert.ok(one)
  const other = { ...one, ordinal: 2, containerId: 'other', address: '127.0.0.1:20003' }
  await switchRoutes(platform, app, [one, other])
  const routed = () => platform.router.routes.get(app.id)?.dynos.map((it) => it.dyno)
  assert.deepEqual(routed(), ['web.1', 'web.2'])
  platform.served.unready.add('other')
  assert.deepEqual(routed(), ['web.1', 'web.2'])
  await resendRoute(platform, app)
  assert.deepEqual(routed(), ['web.1'])
  platform.served.unready.add(one.containerId)
  await resendRoute(platform, app)
  assert.deepEqual(routed(), [])
})

test('of a switch and a route sent again beside it, the newer dynos win, whichever was asked first', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  const [one] = dynos
  assert.ok(one)
  await switchRoutes(platform, app, [one])
  const next = { ...one, containerId: 'next', address: '127.0.0.1:20004' }
  const routed = () => platform.router.routes.get(app.id)?.dynos.map((it) => it.address)
  await Promise.all([resendRoute(platform, app), switchRoutes(platform, app, [next])])
  assert.deepEqual(routed(), ['127.0.0.1:20004'])
  await Promise.all([switchRoutes(platform, app, [one]), resendRoute(platform, app)])
  assert.deepEqual(routed(), ['127.0.0.1:20001'])
})

test('a route that could not be sent does not keep the next one from it', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  platform.router.refusals.push(new Error('no'))
  await assert.rejects(resendRoute(platform, app), /no/)
  await resendRoute(platform, app)
})

test('a service has the dynos of its process type', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  const [createdAt, updatedAt] = [platform.now(), platform.now()]
  const service = { id: 's1', appId: app.id, type: 'worker', pathPattern: '/jobs,~ ^/j[0-9]+' }
  await platform.store.services.put({ ...service, createdAt, updatedAt })
  const route = await routeOf(platform, app, dynos)
  assert.deepEqual(
    route.dynos.map((it) => it.dyno),
    ['web.1'],
  )
  assert.deepEqual(route.services, [
    {
      type: 'worker',
      paths: [
        { modifier: '', path: '/jobs' },
        { modifier: '~', path: '^/j[0-9]+' },
      ],
      dynos: [{ dyno: 'worker.1', address: '127.0.0.1:20002' }],
    },
  ])
})

test('pages are those of the release that is switched to, and then of the current one', async (t) => {
  const platform = await createTestPlatform(t)
  const config = (page: string) => ({ MAINTENANCE_PAGE_URL: `https://cdn.example.com/${page}` })
  const { app, user } = await createDeployedApp(platform, { config: config('2') })
  const page = () => platform.router.routes.get(app.id)?.pages?.maintenance
  assert.equal(page(), 'https://cdn.example.com/2')
  await deploy(platform, app, user, { config: config('3') })
  assert.equal(page(), 'https://cdn.example.com/3')
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  await assert.rejects(deploy(platform, app, user, { config: config('4') }))
  assert.equal(page(), 'https://cdn.example.com/3')
})
