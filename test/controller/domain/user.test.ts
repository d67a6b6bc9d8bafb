import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkEmail, checkPassword } from '../../../src/controller/domain/user.ts'

test('an email address has something on both sides of one @', () => {
  for (const email of ['ann@example.com', 'a@b', 'a+b@c.d']) checkEmail(email)
  for (const email of [
    '',
    'bob',
    '@b',
    'a@',
    'a@b@c',
    'a b@c',
    'a:b@c',
    'a\u001bb@c',
    'a@\0c',
    'a\u202eb@c',
    'a\u200bb@c',
    'a\ud800@c',
  ]) {
    assert.throws(() => checkEmail(email), {
      id: 'invalid_params',
      message: `${JSON.stringify(email)} is no email address, such as ann@example.com.`,
    })
  }
})

test('a password has twelve characters', () => {
  checkPassword('x'.repeat(12))
  assert.throws(() => checkPassword('x'.repeat(11)), {
    message: 'A password has at least 12 characters; a sentence is a good one.',
  })
})
