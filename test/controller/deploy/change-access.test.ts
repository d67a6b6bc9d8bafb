import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addCollaborator,
  changePermissions,
  removeCollaborator,
  transferApp,
} from '../../../src/controller/deploy/change-access.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aUser } from '../../fixtures/stored.ts'

type T = Parameters<typeof createTestPlatform>[0]

async function appWithUsers(t: T) {
  const platform = await createTestPlatform(t)
  const seen = { rechecks: 0 }
  platform.sessions.recheck = async () => void seen.rechecks++
  const { user: by, app } = await createEmptyApp(platform)
  const ann = aUser('ann')
  await platform.store.users.add(ann, null)
  const told = () => platform.logs.texts(app.id).slice(1)
  return { platform, app, by, ann, seen, told }
}

test('each change is in the log with who did it, and what is open is asked again where a right may be gone', async (t) => {
  const { platform, app, by, ann, seen, told } = await appWithUsers(t)
  const change = { app, user: ann.email, by }
  const added = await addCollaborator(platform, change)
  assert.deepEqual(added.permissions, ['view', 'deploy', 'operate'])
  assert.equal(seen.rechecks, 0)
  const changed = await changePermissions(platform, { ...change, permissions: ['operate'] })
  assert.deepEqual(changed.permissions, ['view', 'operate'])
  assert.deepEqual(await platform.store.collaborators.find(app.id, ann.id), changed)
  assert.equal(seen.rechecks, 1)
  await removeCollaborator(platform, { ...change, user: ann.id })
  assert.equal(seen.rechecks, 2)
  assert.deepEqual(told(), [
    'app[api]: Add collaborator ann@example.com (view, deploy, operate) by user owner@example.com',
    'app[api]: Let collaborator ann@example.com view, operate by user owner@example.com',
    'app[api]: Remove collaborator ann@example.com by user owner@example.com',
  ])
})

test('an app goes to who gets it with all rights, and its owner before is a collaborator', async (t) => {
  const { platform, app, by, ann, seen, told } = await appWithUsers(t)
  await addCollaborator(platform, { app, user: ann.email, by, permissions: ['view'] })
  const given = await transferApp(platform, { app, user: ann.email, by })
  assert.equal(given.ownerId, ann.id)
  assert.deepEqual(await platform.store.apps.find('blog'), given)
  const left = await platform.store.collaborators.listOfApp(app.id)
  assert.deepEqual(
    left.map((it) => [it.userId, it.permissions]),
    [[by.id, ['view', 'deploy', 'operate']]],
  )
  assert.equal(seen.rechecks, 1)
  assert.equal(told().at(-1), 'app[api]: Transfer to ann@example.com by user owner@example.com')
  await assert.rejects(transferApp(platform, { app: given, user: ann.email, by }), {
    id: 'invalid_params',
    message: 'ann@example.com owns blog already.',
  })
})

test('nothing changes where a permission is none, or somebody is not there', async (t) => {
  const { platform, app, by, ann, told } = await appWithUsers(t)
  const add = (user: string, permissions?: string[]) =>
    addCollaborator(platform, { app, user, by, permissions })
  await assert.rejects(add(ann.email, ['all']), { id: 'invalid_params' })
  await assert.rejects(add('x@example.com'), { id: 'not_found' })
  await assert.rejects(add(by.email), { message: 'owner@example.com has access to blog already.' })
  await assert.rejects(removeCollaborator(platform, { app, user: ann.email, by }), { id: 'not_found' })
  await assert.rejects(transferApp(platform, { app, user: 'x@example.com', by }), { id: 'not_found' })
  assert.deepEqual(await platform.store.collaborators.listOfApp(app.id), [])
  assert.deepEqual(told(), [])
})
