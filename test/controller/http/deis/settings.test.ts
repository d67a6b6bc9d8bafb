import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsDeis, documented } from '../../../fixtures/deis-contract.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

async function prepare(t: Parameters<typeof createTestServer>[0]) {
  const { call, platform } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const post = async (body: object) => {
    const answer = await call('owner', 'POST', '/v2/apps/blog/settings/', body)
    return [answer.status, answer.body] as const
  }
  const get = async () => (await call('owner', 'GET', '/v2/apps/blog/settings/')).body
  return { platform, app, post, get, routing: () => platform.router.routings.get(app.id) }
}

test('an app that nobody has set anything of', async (t) => {
  const { app, get } = await prepare(t)
  const settings = await get()
  assertIsDeis('settings', settings)
  assert.deepEqual(settings, {
    ...{ uuid: app.id, app: 'blog', owner: 'owner' },
    ...{ created: '2026-08-01T10:00:00Z', updated: '2026-08-01T10:00:00Z' },
    ...{ autoscale: {}, label: {}, maintenance: false, routable: true, whitelist: [] },
  })
})

test('what is set acts, is answered, and what is not named stays', async (t) => {
  const { post, get, routing } = await prepare(t)
  const [status, body] = await post({ maintenance: true, whitelist: ['10.1.2.3/8', '192.0.2.7'] })
  assert.equal(status, 201)
  assertIsDeis('settings', body)
  assert.deepEqual(await post({ routable: false, label: { team: 'web', size: 3, big: true } }), [
    201,
    await get(),
  ])
  const { maintenance, routable, whitelist, label } = (await get()) as Record<string, unknown>
  assert.deepEqual(
    [maintenance, routable, whitelist, label],
    [true, false, ['10.0.0.0/8', '192.0.2.7'], { big: 'true', size: '3', team: 'web' }],
  )
  const { isInMaintenance, isEnabled, whitelist: acting } = routing() ?? {}
  assert.deepEqual([isInMaintenance, isEnabled, acting], [true, false, ['10.0.0.0/8', '192.0.2.7']])
  await post({ whitelist: ['192.0.2.8'] })
  assert.deepEqual(routing()?.whitelist, ['192.0.2.8'])
})

test('null takes a label away, where it is there', async (t) => {
  const { post } = await prepare(t)
  await post({ label: { team: 'web' } })
  const [status, body] = await post({ label: { team: null } })
  assert.deepEqual([status, (body as { label: object }).label], [201, {}])
  documented('NOPE does not exist under values')
  assert.deepEqual(await post({ label: { team: null }, maintenance: true }), [
    422,
    { detail: 'team does not exist under label' },
  ])
  assert.equal((await post({ autoscale: { web: null } }))[0], 422)
})

test('changing nothing is refused', async (t) => {
  const { post } = await prepare(t)
  const detail = documented('jim changed nothing').replace('jim', 'owner')
  for (const body of [{}, { maintenance: false }, { whitelist: [] }, { routable: true }])
    assert.deepEqual(await post(body), [409, { detail }])
})

test('what is refused changes nothing', async (t) => {
  const { post, get } = await prepare(t)
  const before = await get()
  const text = documented('The address zzz is not valid')
  assert.deepEqual(await post({ maintenance: true, label: { a: 'b' }, whitelist: ['zzz'] }), [400, [text]])
  const [status, body] = await post({
    maintenance: true,
    autoscale: { web: { min: 1, max: 3, cpu_percent: 50 } },
  })
  assert.equal(status, 400)
  assert.match((body as { detail: string }).detail, /^This controller does not scale by itself/)
  assert.deepEqual(await post({ maintenance: 'yes' }), [400, { maintenance: ['This must be boolean.'] }])
  assert.deepEqual(await get(), before)
})
