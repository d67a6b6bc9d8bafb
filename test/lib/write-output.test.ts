import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { writeOutput } from '../../src/lib/write-output.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const output = Buffer.from('\u001b[32mbuilt\u001b[0m\n\u001b]0;evil\u0007\xff')

test('a terminal is not steered by it', async () => {
  const terminal = fakeTerminal({ isTTY: true })
  await writeOutput(terminal, Readable.from([output]))
  assert.equal(terminal.stdoutText(), '\u001b[32mbuilt\u001b[0m\n^[]0;evil^Gÿ')
})

test('a pipe gets each byte', async () => {
  const terminal = fakeTerminal()
  await writeOutput(terminal, Readable.from([output]))
  assert.deepEqual(terminal.stdoutBytes(), output)
})
