import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatBytes } from '../../src/lib/bytes.ts'

test('formatBytes rounds, in powers of 1024', () => {
  const cases = { 0: '0 B', 1: '1 B', 1023: '1023 B', 1024: '1 KB', 1572864: '2 MB', 349175808: '333 MB' }
  for (const [bytes, text] of Object.entries(cases)) assert.equal(formatBytes(Number(bytes)), text)
  assert.equal(formatBytes(3 * 1024 ** 5), '3072 TB')
})
