import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askSecret, askSeveral, askText } from '../../src/lib/prompt.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('a question is asked on stderr, and more can be said there after it', async () => {
  const terminal = fakeTerminal({ isTTY: true })
  terminal.stdin.write('mia\n')
  assert.equal(await askText(terminal, 'Email:'), 'mia')
  terminal.stderr.write('more')
  assert.match(terminal.stderrText(), /Email:.*mia.*more$/s)
  assert.equal(terminal.stdoutText(), '')
})

test('a secret is not seen', async () => {
  const terminal = fakeTerminal({ isTTY: true })
  terminal.stdin.write('hunter 2\n')
  assert.equal(await askSecret(terminal, 'Password:'), 'hunter 2')
  assert.doesNotMatch(terminal.stderrText() + terminal.stdoutText(), /hunter/)
})

test('Ctrl-C is told by its name', async () => {
  const terminal = fakeTerminal({ isTTY: true })
  terminal.stdin.write('\u0003')
  await assert.rejects(askText(terminal, 'Email:'), { name: 'ExitPromptError' })
})

test('several of many are chosen, in their order', async () => {
  const terminal = fakeTerminal({ isTTY: true })
  terminal.stdin.write('\u001B[B\u001B[B \u001B[A\u001B[A \r')
  assert.deepEqual(await askSeveral(terminal, 'Which?', ['api', 'blog', 'shop']), ['api', 'shop'])
  assert.equal(terminal.stdoutText(), '')
})
