import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  hashPassword,
  hashToken,
  isPassword,
  isSameSecret,
  makeToken,
} from '../../../src/controller/deploy/secrets.ts'

test('a password is known by its hash, which differs each time', async () => {
  const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
  assert.match(one, /^scrypt:[\w-]{22}:[\w-]{43}$/)
  assert.notEqual(one, two)
  assert.ok(!one.includes('horse'))
  assert.equal(await isPassword('correct horse', one), true)
  assert.equal(await isPassword('correct horse', two), true)
  assert.equal(await isPassword('Correct horse', one), false)
  assert.equal(await isPassword('', one), false)
})

test('the same letters typed on another machine are the same password', async () => {
  assert.equal(await isPassword('pässword', await hashPassword('pa\u0308ssword')), true)
})

test('a user without a password has no password, not the empty one', async () => {
  assert.equal(await isPassword('', null), false)
  assert.equal(await isPassword('x', null), false)
})

test('a token is long, known by its prefix and never the same; its hash is always', () => {
  const tokens = new Set(Array.from({ length: 100 }, makeToken))
  assert.equal(tokens.size, 100)
  for (const token of tokens) assert.match(token, /^qp-[\w-]{43}$/)
  assert.equal(hashToken('qp-x'), hashToken('qp-x'))
  assert.notEqual(hashToken('qp-x'), hashToken('qp-y'))
})

test('secrets are the same or not, whatever their lengths', () => {
  assert.equal(isSameSecret('qp-1', 'qp-1'), true)
  assert.equal(isSameSecret('', ''), true)
  for (const other of ['qp-2', 'qp-11', '']) assert.equal(isSameSecret('qp-1', other), false)
})
