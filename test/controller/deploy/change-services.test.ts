import assert from 'node:assert/strict'
import { test } from 'node:test'
import { putService, removeService } from '../../../src/controller/deploy/change-services.ts'
import { reconcileApp } from '../../../src/controller/deploy/reconcile.ts'
import { scale } from '../../../src/controller/deploy/scale.ts'
import { labels } from '../../../src/controller/domain/labels.ts'
import { createDeployedApp, createEmptyApp, deploy, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform, type TestPlatform } from '../../fixtures/platform.ts'

const processTypes = { web: 'serve', hooks: 'serve hooks' }

/** With a dyno of each of two process types. */
async function createAppWithHooks(platform: TestPlatform) {
  const made = await createDeployedApp(platform, { processTypes })
  const { app, user } = made
  await scale(platform, { app, user, changes: [{ type: 'hooks', quantity: 1 }], report: platform.report })
  platform.events.length = 0
  const change = { app, user, type: 'hooks', report: platform.report }
  /** As "/hooks: hooks.1@v2", and what its dynos have for $PORT. */
  const services = () =>
    platform.router.routes.get(app.id)?.services?.map(({ paths, dynos }) => {
      const names = dynos.map((it) => platform.engine.nameOf(it.address))
      return `${paths.map((it) => it.path).join()}: ${names.join()}`
    })
  const ports = () =>
    [...platform.engine.containers.values()]
      .filter(({ spec }) => spec.labels[labels.type] === 'hooks')
      .map(({ spec }) => spec.env['PORT'])
  return { ...made, change, services, ports }
}

test('the dynos of a service get a $PORT and its requests, and web dynos stay as they are', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, change, services, ports } = await createAppWithHooks(platform)
  assert.deepEqual(ports(), [undefined])
  const service = await putService(platform, { ...change, route: '/hooks' })
  assert.equal(service.pathPattern, '/hooks')
  assert.deepEqual(services(), ['/hooks: hooks.1@v2'])
  assert.deepEqual(ports(), ['5000'])
  assert.deepEqual(
    platform.events.filter((it) => /^(start|answer|stop)/.test(it)),
    ['start hooks.1@v2', 'answer hooks.1@v2', 'stop hooks.1@v2 in 7'],
  )
  assert.equal(
    platform.logs.texts(app.id).at(-1),
    'app[api]: Add service hooks for /hooks by user owner@example.com',
  )

  platform.events.length = 0
  const changed = await putService(platform, { ...change, route: '~  ^/h[0-9]+' })
  assert.deepEqual([changed.id, changed.pathPattern], [service.id, '~ ^/h[0-9]+'])
  assert.deepEqual(services(), ['^/h[0-9]+: hooks.1@v2'])
  assert.deepEqual(
    platform.events.filter((it) => !it.startsWith('route')),
    [],
    'a new route starts no dyno anew',
  )
})

test('a release has them too, and removing one sends its requests to web and starts nothing', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user, change, services } = await createAppWithHooks(platform)
  await putService(platform, { ...change, route: '/hooks' })
  await deploy(platform, app, user, { processTypes })
  assert.deepEqual(services(), ['/hooks: hooks.1@v3'])
  platform.events.length = 0
  await removeService(platform, change)
  assert.deepEqual(services(), [])
  await reconcileApp(platform, app)
  assert.deepEqual(
    platform.events.filter((it) => !it.startsWith('route')),
    [],
  )
  await assert.rejects(removeService(platform, change), {
    id: 'not_found',
    message: 'No such service: hooks. `qp services` lists them.',
  })
})

test('a service whose dynos do not answer is not added', async (t) => {
  const platform = await createTestPlatform(t, { settings: { startTimeout: 2 } })
  const { app, change, services } = await createAppWithHooks(platform)
  platform.engine.behave = () => ({ kind: 'never answers' })
  await assert.rejects(putService(platform, { ...change, route: '/hooks' }), { id: 'release_failed' })
  assert.deepEqual(services(), [])
  assert.deepEqual(await platform.store.services.listOfApp(app.id), [])
  assert.deepEqual(listContainers(platform), ['hooks.1@v2 running', 'web.1@v2 running'])
})

test('a service can be there before there is anything that it is for', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  await putService(platform, { app, user, type: 'hooks', report: platform.report, route: '/hooks' })
  assert.deepEqual(platform.router.routes.get(app.id)?.services, [
    { type: 'hooks', paths: [{ modifier: '', path: '/hooks' }], dynos: [] },
  ])
})

test('what would never act is refused', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, change } = await createAppWithHooks(platform)
  platform.router.badRegexes.set('^/(', 'missing )')
  const refused: [Partial<Parameters<typeof putService>[1]>, object][] = [
    [
      { type: 'none' },
      { id: 'not_found', message: 'No such process type: none. The current release has web, hooks.' },
    ],
    [{ type: 'web' }, { id: 'invalid_params' }],
    [{ route: 'hooks' }, { id: 'invalid_params' }],
    [
      { route: '~ ^/(' },
      { id: 'invalid_params', message: 'nginx takes "^/(" for no regular expression: missing ).' },
    ],
  ]
  for (const [more, problem] of refused)
    await assert.rejects(putService(platform, { ...change, route: '/hooks', ...more }), problem)
  assert.deepEqual(await platform.store.services.listOfApp(app.id), [])
})
