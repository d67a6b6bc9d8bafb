import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatTime } from '../../src/lib/certificate-details.ts'

test('a time is told to the minute, in UTC', () => {
  assert.equal(formatTime('2027-02-01T23:59:59+01:00'), '2027-02-01 22:59 UTC')
})

test('what is no time is not shown as one', () => {
  assert.equal(formatTime(''), '')
})
