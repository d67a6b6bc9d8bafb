import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCovered, parseScopes, type Scope, scopes } from '../../../src/controller/domain/token-scope.ts'

const table: Record<Scope, Scope[]> = {
  global: ['global', 'identity', 'read', 'write', 'read-protected', 'write-protected'],
  identity: ['identity'],
  read: ['identity', 'read'],
  write: ['identity', 'read', 'write'],
  'read-protected': ['identity', 'read', 'read-protected'],
  'write-protected': ['identity', 'read', 'write', 'read-protected', 'write-protected'],
}

for (const [granted, covered] of Object.entries(table) as [Scope, Scope[]][]) {
  test(`${granted} covers ${covered.join(', ')} and nothing else`, () => {
    assert.deepEqual(
      scopes.filter((needed) => isCovered(needed, [granted])),
      covered,
    )
  })
}

test('several cover what each of them does, and none covers nothing', () => {
  assert.ok(isCovered('identity', ['read', 'identity']))
  assert.ok(isCovered('read', ['identity', 'write']))
  assert.ok(!isCovered('read-protected', ['identity', 'write']))
  assert.ok(!isCovered('read', []))
})

test('scopes are read each once and in order, and are everything where none is named', () => {
  assert.deepEqual(parseScopes(['write', 'identity', 'write']), ['identity', 'write'])
  assert.deepEqual(parseScopes([]), ['global'])
  assert.throws(() => parseScopes(['read', 'admin']), {
    id: 'invalid_params',
    message:
      'No such scope: admin. There are global, identity, read, write, read-protected, write-protected.',
  })
})
