import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Access, isAllowed } from '../../../src/controller/domain/access.ts'
import type { User } from '../../../src/controller/domain/user.ts'

const at = new Date(0)
const user = (id: string, isAdmin = false): User => ({
  id,
  email: `${id}@example.com`,
  isAdmin,
  createdAt: at,
})
const app = { id: 'a1', name: 'blog', ownerId: 'owner', createdAt: at, updatedAt: at }
const collaboration = { id: 'c1', appId: 'a1', userId: 'friend', createdAt: at }

const callers = {
  nobody: { user: undefined, app, collaboration: undefined },
  stranger: { user: user('stranger'), app, collaboration: undefined },
  friend: { user: user('friend'), app, collaboration },
  owner: { user: user('owner'), app, collaboration: undefined },
  admin: { user: user('admin', true), app, collaboration: undefined },
}

const table: Record<Access, (keyof typeof callers)[]> = {
  anyone: ['nobody', 'stranger', 'friend', 'owner', 'admin'],
  user: ['stranger', 'friend', 'owner', 'admin'],
  collaborator: ['friend', 'owner', 'admin'],
  owner: ['owner', 'admin'],
  admin: ['admin'],
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
  for (const access of ['collaborator', 'owner'] as const) {
    assert.equal(isAllowed(access, { ...callers.owner, app: undefined }), false)
    assert.equal(isAllowed(access, { ...callers.friend, app: undefined }), false)
    assert.equal(isAllowed(access, { ...callers.admin, app: undefined }), true)
  }
})
