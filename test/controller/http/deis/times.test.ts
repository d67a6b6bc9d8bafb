import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deisTime } from '../../../../src/controller/http/deis/times.ts'

test('a time is written to the second', () => {
  assert.equal(deisTime(new Date('2026-11-22T21:48:30.999Z')), '2026-11-22T21:48:30Z')
})
