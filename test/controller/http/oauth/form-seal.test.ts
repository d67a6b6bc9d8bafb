import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFormSeal } from '../../../../src/controller/http/oauth/form-seal.ts'

test('a seal is good for its request, for ten minutes, where it was made', () => {
  let at = new Date('2026-08-01T10:00:00.000Z')
  const now = () => at
  const { make, isGood } = createFormSeal(now)
  const seal = make(['client', 'read'])
  assert.equal(isGood(seal, ['client', 'read']), true)
  assert.equal(isGood(seal, ['client', 'global']), false)
  assert.equal(isGood(`9${seal}`, ['client', 'read']), false)
  assert.equal(isGood('', ['client', 'read']), false)
  assert.equal(createFormSeal(now).isGood(seal, ['client', 'read']), false)
  at = new Date(at.getTime() + 10 * 60_000)
  assert.equal(isGood(seal, ['client', 'read']), true)
  at = new Date(at.getTime() + 1)
  assert.equal(isGood(seal, ['client', 'read']), false)
})
