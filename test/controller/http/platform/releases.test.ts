import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getRelease } from '../../../../src/controller/deploy/running-app.ts'
import { createDeployedApp, deploy, listContainers } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

interface Release {
  id: string
  version: number
  description: string
  status: string
  current: boolean
  eligible_for_rollback: boolean
  user: { email: string }
  slug: { id: string } | null
}

/** v1 initial, v2 and v3 deployed, v4 failed. */
async function createAppWithReleases(t: Parameters<typeof createTestServer>[0]) {
  const made = await createTestServer(t)
  const { platform } = made
  const { app, user } = await createDeployedApp(platform, { config: { A: '1' } })
  await deploy(platform, app, user, { config: { A: '2' } })
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  await assert.rejects(deploy(platform, app, user))
  platform.engine.behave = () => ({ kind: 'runs' })
  return { ...made, app }
}

test('GET lists them, oldest first; one is current, and one that failed is never gone back to', async (t) => {
  const { call } = await createAppWithReleases(t)
  const { status, body } = await call('owner', 'GET', '/apps/blog/releases')
  assert.equal(status, 200)
  const releases = body as Release[]
  for (const it of releases) assertIsResource('release', it)
  assert.deepEqual(
    releases.map((it) => [it.version, it.status, it.current, it.eligible_for_rollback]),
    [
      [1, 'succeeded', false, false],
      [2, 'succeeded', false, true],
      [3, 'succeeded', true, true],
      [4, 'failed', false, false],
    ],
  )
  assert.deepEqual([releases[0]?.slug, releases[0]?.description], [null, 'Initial release'])
})

test('GET in pages, newest first, as the heroku client asks', async (t) => {
  const { call } = await createAppWithReleases(t)
  const page = async (range: string) => {
    const { status, headers, body } = await call('owner', 'GET', '/apps/blog/releases', undefined, { range })
    return { status, next: headers['next-range'], versions: (body as Release[]).map((it) => it.version) }
  }
  assert.deepEqual(await page('version ..; order=desc,max=1'), {
    status: 206,
    next: 'version 3..; max=1, order=desc',
    versions: [4],
  })
  assert.deepEqual(await page('version 3..; max=15, order=desc'), {
    status: 200,
    next: undefined,
    versions: [3, 2, 1],
  })
})

test('GET one by number, by v-number and by id', async (t) => {
  const { platform, app, call } = await createAppWithReleases(t)
  const v3 = await platform.store.releases.find(app.id, 3)
  for (const which of ['3', 'v3', v3?.id]) {
    const { status, body } = await call('owner', 'GET', `/apps/blog/releases/${which}`)
    assertIsResource('release', body)
    assert.deepEqual([status, (body as Release).version, (body as Release).current], [200, 3, true])
  }
  const none = await call('owner', 'GET', '/apps/blog/releases/v9')
  assert.deepEqual(
    [none.status, none.body],
    [404, { id: 'not_found', message: 'No such release: v9. `qp releases` lists them.' }],
  )
})

test('POST goes back: a new release of the old slug and config', async (t) => {
  const { platform, app, call } = await createAppWithReleases(t)
  const v2 = await getRelease(platform, app, 'v2')
  const { status, body } = await call('owner', 'POST', '/apps/blog/releases', { release: v2.id })
  assert.equal(status, 201)
  assertIsResource('release', body)
  const release = body as Release
  assert.deepEqual(
    [release.version, release.description, release.current, release.slug?.id],
    [5, 'Rollback to v2', true, v2.slugId],
  )
  assert.deepEqual((await call('owner', 'GET', '/apps/blog/config-vars')).body, { A: '1' })
  assert.deepEqual(listContainers(platform), ['web.1@v5 running'])
})

const refused = [
  { release: 'v4', status: 422, message: "Can't roll back to v4: it failed." },
  { release: 'v1', status: 422, message: "Can't roll back to v1: nothing had been deployed by then." },
  { release: 'v9', status: 404, message: 'No such release: v9. `qp releases` lists them.' },
]
for (const { release, status, message } of refused) {
  test(`POST to ${release}: ${status}`, async (t) => {
    const { platform, app, call } = await createAppWithReleases(t)
    const answer = await call('owner', 'POST', '/apps/blog/releases', { release })
    assert.deepEqual([answer.status, (answer.body as { message: string }).message], [status, message])
    assert.equal((await platform.store.releases.listOfApp(app.id)).length, 4)
  })
}

test('a release that is on its way out is not current yet', async (t) => {
  const { platform, app, call } = await createAppWithReleases(t)
  const v3 = await getRelease(platform, app, '3')
  await platform.store.releases.setStatus(v3.id, 'pending', platform.now())
  const { body } = await call('owner', 'GET', '/apps/blog/releases/3')
  assertIsResource('release', body)
  const { status, current, eligible_for_rollback } = body as Release
  assert.deepEqual([status, current, eligible_for_rollback], ['pending', false, false])
})

test('POST a slug: a release of it; what its command wrote is behind an address and a route', async (t) => {
  const { platform, app, call } = await createAppWithReleases(t)
  const v2 = await getRelease(platform, app, 'v2')
  const made = await call('owner', 'POST', '/apps/blog/releases', { slug: v2.slugId, description: 'Again' })
  assertIsResource('release', made.body)
  const release = made.body as Release & { output_stream_url: string | null }
  assert.deepEqual([made.status, release.version, release.description], [201, 5, 'Again'])
  assert.deepEqual([release.slug?.id, release.output_stream_url], [v2.slugId, null])
  await platform.store.releases.setOutput(release.id, 'migrated\n')
  const after = (await call('owner', 'GET', '/apps/blog/releases/5')).body as typeof release
  assert.match(after.output_stream_url ?? '', /\/outputs\//)
  assert.equal((await call('owner', 'GET', '/apps/blog/releases/5/output')).body, 'migrated\n')
  assert.equal((await call('owner', 'POST', '/apps/blog/releases', { slug: 'x' })).status, 404)
  assert.equal((await call('owner', 'POST', '/apps/blog/releases', {})).status, 422)
})
