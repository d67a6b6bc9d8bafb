import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toPem } from '../../src/x509/signed.ts'

test('a file holds base64 in lines of 64 characters', () => {
  const lines = toPem('CERTIFICATE', Buffer.alloc(100)).split('\n')
  assert.deepEqual(
    lines.map((it) => it.length),
    [27, 64, 64, 8, 25, 0],
  )
})
