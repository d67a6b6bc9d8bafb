import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pickConfigVars } from '../../src/lib/pick-config-vars.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'
import { until } from '../fixtures/until.ts'

test('each value that differs is asked about, and none is shown', async () => {
  const terminal = fakeTerminal({ isTTY: true })
  const local = { A: 'old', B: 'mine', SAME: '1', ONLY: 'here' }
  const remote = { A: 'new', B: 'theirs', SAME: '1', MORE: 'x' }
  const picking = pickConfigVars(terminal, local, remote)
  for (const [question, answer] of [
    ['A:', 'y\r'],
    ['B:', '\r'],
  ] as const) {
    await until(`it asks for ${question}`, () => terminal.stderrText().includes(question))
    terminal.stdin.write(answer)
  }
  assert.deepEqual(await picking, {
    A: 'new',
    B: 'mine',
    SAME: '1',
    MORE: 'x',
  })
  assert.doesNotMatch(terminal.stderrText(), /SAME|ONLY|old|mine|theirs/)
})
