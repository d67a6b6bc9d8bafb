import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Access,
  type Caller,
  isAllowed,
  isForClients,
  permissionsOn,
  scopeFor,
} from '../../../src/controller/domain/access.ts'
import type { Permission } from '../../../src/controller/domain/permission.ts'
import { aCollaboration, anApp, aUser } from '../../fixtures/stored.ts'

const owner = aUser('owner')
const friend = aUser('friend')
const app = anApp('blog', owner)
const request = { app, collaboration: undefined, isReading: false, isSelf: false }
const working = (...permissions: Permission[]): Caller => ({
  ...request,
  user: friend,
  collaboration: aCollaboration(app, friend, { permissions }),
})

const callers = {
  nobody: { ...request, user: undefined },
  stranger: { ...request, user: aUser('stranger') },
  view: working('view'),
  reader: { ...working('view'), isReading: true },
  himself: { ...working('view'), isSelf: true },
  deploy: working('view', 'deploy'),
  operate: working('view', 'operate'),
  manage: working('view', 'manage'),
  owner: { ...request, user: owner },
  admin: { ...request, user: aUser('admin', { isAdmin: true }) },
  builder: { ...request, user: undefined, isBuilder: true },
}
type Name = keyof typeof callers

const above: Name[] = ['owner', 'admin']
const anyCollaborator: Name[] = ['view', 'reader', 'himself', 'deploy', 'operate', 'manage']
const table: Record<Access, Name[]> = {
  anyone: ['nobody', 'stranger', ...anyCollaborator, ...above, 'builder'],
  user: ['stranger', ...anyCollaborator, ...above],
  collaborator: ['reader', 'operate', ...above],
  view: [...anyCollaborator, ...above],
  deploy: ['deploy', ...above],
  operate: ['operate', ...above],
  'deploy-or-operate': ['deploy', 'operate', ...above],
  manage: ['manage', ...above],
  'self-or-manage': ['himself', 'manage', ...above],
  owner: above,
  admin: ['admin'],
  builder: ['builder'],
}

for (const [access, allowed] of Object.entries(table) as [Access, string[]][]) {
  test(`${access} lets in ${allowed.join(', ')} and nobody else`, () => {
    const admitted = Object.entries(callers).filter(([, caller]) => isAllowed(access, caller))
    assert.deepEqual(
      admitted.map(([name]) => name),
      allowed,
    )
  })
}

test('where there is no app, only an admin passes for its owner or collaborator', () => {
  for (const access of ['collaborator', 'view', 'self-or-manage', 'owner'] as const) {
    assert.equal(isAllowed(access, { ...callers.owner, app: undefined }), false)
    assert.equal(isAllowed(access, { ...callers.himself, app: undefined }), false)
    assert.equal(isAllowed(access, { ...callers.admin, app: undefined }), true)
  }
})

test('who is named by a route of an app that is not theirs is let in nowhere', () => {
  assert.equal(isAllowed('self-or-manage', { ...callers.stranger, isSelf: true }), false)
})

test('owner and admin have every permission, whatever they were given', () => {
  const collaboration = aCollaboration(app, owner, { permissions: ['view'] })
  const all = ['view', 'deploy', 'operate', 'manage']
  assert.deepEqual(permissionsOn(app, owner, collaboration), all)
  assert.deepEqual(permissionsOn(app, aUser('admin', { isAdmin: true }), undefined), all)
  assert.deepEqual(permissionsOn(app, friend, collaboration), ['view'])
  assert.deepEqual(permissionsOn(app, friend, undefined), [])
})

test('what is about an app asks to read or to write; what is not, for everything', () => {
  const scope = (access: Access, hasApp: boolean, isReading: boolean) =>
    scopeFor({ access, hasApp, isReading })
  assert.equal(scope('view', true, true), 'read')
  assert.equal(scope('operate', true, false), 'write')
  assert.equal(scope('user', false, true), 'global')
  assert.equal(scope('admin', false, false), 'global')
  assert.equal(scope('anyone', false, false), undefined)
})

test('a client changes what is of apps, and reads what it was let read', () => {
  for (const needed of ['identity', 'read', 'write', 'read-protected', 'write-protected', undefined] as const)
    assert.equal(isForClients({ needed, isReading: false }), true)
  assert.equal(isForClients({ needed: 'global', isReading: true }), true)
  assert.equal(isForClients({ needed: 'global', isReading: false }), false)
})
