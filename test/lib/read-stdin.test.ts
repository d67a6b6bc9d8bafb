import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readStdin } from '../../src/lib/read-stdin.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('readStdin joins bytes before it reads them as text', async () => {
  const terminal = fakeTerminal()
  terminal.stdin.write(Buffer.from([0xe2]))
  terminal.stdin.end(Buffer.from([0x82, 0xac, 0x0a]))
  assert.equal(await readStdin(terminal), '€\n')
})
