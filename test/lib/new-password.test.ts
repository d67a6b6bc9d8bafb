import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readNewPassword } from '../../src/lib/new-password.ts'
import type { Surroundings } from '../../src/lib/surroundings.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const inTerminal = () => {
  const terminal = fakeTerminal({ isTTY: true })
  return { terminal, surroundings: { cwd: '/', terminal } as unknown as Surroundings }
}

async function type(terminal: ReturnType<typeof fakeTerminal>, questions: string[], answers: string[]) {
  for (const [index, question] of questions.entries()) {
    while (!terminal.stderrText().includes(question)) await new Promise((resolve) => setImmediate(resolve))
    terminal.stdin.write(`${answers[index]}\r`)
  }
}

test('a new password is asked for twice, and nothing of it is seen', async () => {
  const { terminal, surroundings } = inTerminal()
  const typing = type(terminal, ['Their password:', 'Once more:'], ['long enough one', 'long enough one'])
  assert.equal(await readNewPassword(surroundings, undefined), 'long enough one')
  await typing
  assert.doesNotMatch(terminal.stderrText(), /long enough/)
})

test('two passwords that differ are none', async () => {
  const { terminal, surroundings } = inTerminal()
  const typing = type(terminal, ['Their password:', 'Once more:'], ['long enough one', 'another one'])
  await assert.rejects(readNewPassword(surroundings, undefined), { code: 'passwords_differ' })
  await typing
})
