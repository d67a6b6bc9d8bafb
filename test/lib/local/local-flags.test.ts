import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localPort } from '../../../src/lib/local/local-flags.ts'

test("a port is the flag's, or PORT's, or 5000", () => {
  assert.equal(localPort(7000, { PORT: '8000' }), 7000)
  assert.equal(localPort(undefined, { PORT: '8000' }), 8000)
  assert.equal(localPort(undefined, { PORT: 'x' }), 5000)
  assert.equal(localPort(undefined, {}), 5000)
})
