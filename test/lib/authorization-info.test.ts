import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderAuthorization } from '../../src/lib/authorization-info.ts'
import { anAuthorization } from '../fixtures/resources.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('a token is shown where it was just made, and its end where it has one', () => {
  const made = anAuthorization('a1', {
    scope: ['identity', 'read'],
    access_token: { id: 'a1', token: 'qp-secret', expires_in: 60 },
  })
  assert.equal(
    renderAuthorization(made, fakeTerminal()),
    [
      'ID:          a1',
      'Description: CI',
      'Scope:       identity, read',
      'Token:       qp-secret',
      'Updated at:  2026-11-22T10:00:00Z',
      'Expires in:  60 seconds',
    ].join('\n'),
  )
  const client = { id: 'c1', name: 'Amazing', redirect_uri: 'https://amazing.example.com' }
  assert.match(
    renderAuthorization(anAuthorization('a1', { client }), fakeTerminal()),
    /^Client: +Amazing\nID: +a1$/m,
  )
  assert.doesNotMatch(renderAuthorization(anAuthorization('a1'), fakeTerminal()), /Token|Expires/)
})
