import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeExpiry, formatTime } from '../../src/lib/certificate-details.ts'
import { aCertificate } from '../fixtures/resources.ts'

test('a time is told to the minute, in UTC', () => {
  assert.equal(formatTime('2027-02-01T23:59:59+01:00'), '2027-02-01 22:59 UTC')
})

test('what is no time is not shown as one', () => {
  assert.equal(formatTime(''), '')
})

test('what expires within two weeks is told of, by the day', () => {
  const www = aCertificate('www')
  const told = (expires_at: string) =>
    describeExpiry({ ...www, ssl_cert: { ...www.ssl_cert, expires_at } }, new Date('2026-11-01T00:00:00Z'))
  assert.equal(told('2026-11-15T00:00:01Z'), undefined)
  assert.match(String(told('2026-11-15T00:00:00Z')), /^www expires in 14 days\. /)
  assert.match(String(told('2026-11-02T12:00:00Z')), /^www expires in 1 day\. /)
  assert.match(String(told('2026-11-01T12:00:00Z')), /^www expires within a day\. /)
  assert.equal(told('2026-11-01T00:00:00Z'), 'www has expired. `qp certs:update www CRT KEY` replaces it.')
  assert.equal(told(''), undefined)
})
