import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pickConfigVars } from '../../src/lib/pick-config-vars.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('each value that differs is asked about, and none is shown', async () => {
  const terminal = fakeTerminal({ isTTY: true })
  const local = { A: 'old', B: 'mine', SAME: '1', ONLY: 'here' }
  const remote = { A: 'new', B: 'theirs', SAME: '1', MORE: 'x' }
  const answers = ['y\r', '\r']
  const write = terminal.stderr.write.bind(terminal.stderr)
  let asked = 0
  terminal.stderr.write = ((chunk: string, ...rest: never[]) => {
    if (
      /\(y\/N\)/.test(String(chunk)) &&
      asked < answers.length &&
      String(chunk).includes(['A:', 'B:'][asked] ?? '')
    )
      terminal.stdin.write(answers[asked++])
    return write(chunk, ...rest)
  }) as typeof terminal.stderr.write
  assert.deepEqual(await pickConfigVars(terminal, local, remote), {
    A: 'new',
    B: 'mine',
    SAME: '1',
    MORE: 'x',
  })
  assert.doesNotMatch(terminal.stderrText(), /SAME|ONLY|old|mine|theirs/)
})
