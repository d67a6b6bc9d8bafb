import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addCollaborator } from '../../../../src/controller/deploy/change-access.ts'
import { addDomain } from '../../../../src/controller/deploy/change-domains.ts'
import { setMaintenance } from '../../../../src/controller/deploy/change-routing.ts'
import { destroyApp } from '../../../../src/controller/deploy/destroy-app.ts'
import { renameApp } from '../../../../src/controller/deploy/rename-app.ts'
import { scale } from '../../../../src/controller/deploy/scale.ts'
import type { WebhookPayload } from '../../../../src/controller/domain/webhook.ts'
import { describeEvent } from '../../../../src/controller/http/platform/describe-event.ts'
import { createDeployedApp, deploy } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('what happens to an app is described as the API shows it', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  const payloads: WebhookPayload[] = []
  platform.appEvents.listen(async (event) => {
    const payload = await describeEvent(platform, event)
    return async () => void (payload && payloads.push(payload))
  })
  const heard = async () => {
    await platform.appEvents.settled()
    return payloads.splice(0)
  }
  const said = (all: WebhookPayload[]) => all.map((it) => `${it.resource} ${it.action}`)

  const { app, user } = await createDeployedApp(platform)
  const deployed = await heard()
  assert.deepEqual(said(deployed), [
    'release create',
    'dyno create',
    'dyno update',
    'formation create',
    'release update',
  ])
  const [released, begun, up, formed, settled] = deployed
  assert.deepEqual(released?.actor, { id: user.id, email: user.email })
  assertIsResource('release', settled?.data)
  assertIsResource('formation', formed?.data)
  assert.deepEqual(settled?.data, (await call('owner', 'GET', '/apps/blog/releases/2')).body)
  assert.deepEqual(settled?.previous_data, {
    status: 'pending',
    current: false,
    eligible_for_rollback: false,
  })
  assert.deepEqual(begun?.actor, { id: platform.controllerId, email: 'qp' })
  assert.deepEqual(up?.previous_data, { state: 'starting' })
  assert.partialDeepStrictEqual(up?.data, { name: 'web.1' })

  await scale(platform, { app, user, changes: [{ type: 'web', quantity: 0 }], report: platform.report })
  const scaled = (await heard()).find((it) => it.resource === 'formation')
  assert.deepEqual([scaled?.action, scaled?.previous_data], ['update', { quantity: 1 }])

  await addDomain(platform, app, 'www.example.com', null, user)
  await addCollaborator(platform, { app, user: users.friend.email, by: user })
  const [domain, collaborator] = await heard()
  assertIsResource('domain', domain?.data)
  assertIsResource('collaborator', collaborator?.data)

  await setMaintenance(platform, { app, user }, true)
  const [maintained] = await heard()
  assert.deepEqual(
    [said(maintained ? [maintained] : []), maintained?.previous_data],
    [['app update'], { maintenance: false }],
  )
  assert.partialDeepStrictEqual(maintained?.data, { maintenance: true })

  const renamed = await renameApp(platform, { app, user, name: 'journal' })
  const [rename] = await heard()
  assertIsResource('app', rename?.data)
  const previous = rename?.previous_data as { name: string }
  assert.equal(previous.name, 'blog')

  await destroyApp(platform, renamed, user)
  const gone = (await heard()).at(-1)
  assert.deepEqual([gone?.resource, gone?.action], ['app', 'destroy'])
  assert.partialDeepStrictEqual(gone?.data, { name: 'journal' })
})

test('a build is told of at its begin and at its end', async (t) => {
  const { platform } = await createTestServer(t)
  const { app, user } = await createDeployedApp(platform)
  await deploy(platform, app, user)
  await platform.appEvents.settled()
  assert.ok(platform.told.includes('api:release create'))
  const build = {
    id: 'b1',
    appId: app.id,
    userId: user.id,
    status: 'pending',
    source: 'abc',
    slugId: null,
    releaseId: null,
  } as const
  const at = { createdAt: platform.now(), updatedAt: platform.now() }
  const before = { kind: 'build', build: { ...build, ...at } } as const
  const what = { kind: 'build', build: { ...build, ...at, status: 'failed' } } as const
  const payload = await describeEvent(platform, { app, action: 'update', what, before, by: user })
  assert.deepEqual(payload?.previous_data, { status: 'pending' })
})
