import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readNewPassword, readPassword } from '../../src/lib/new-password.ts'
import type { Surroundings } from '../../src/lib/surroundings.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const inTerminal = () => {
  const terminal = fakeTerminal({ isTTY: true })
  return { terminal, surroundings: { cwd: '/', terminal } as unknown as Surroundings }
}

const source = { question: 'Their password:', flag: '--password-file' }

async function type(terminal: ReturnType<typeof fakeTerminal>, questions: string[], answers: string[]) {
  for (const [index, question] of questions.entries()) {
    while (!terminal.stderrText().includes(question)) await new Promise((resolve) => setImmediate(resolve))
    terminal.stdin.write(`${answers[index]}\r`)
  }
}

test('a new password is asked for twice, and nothing of it is seen', async () => {
  const { terminal, surroundings } = inTerminal()
  const typing = type(terminal, ['Their password:', 'Once more:'], ['long enough one', 'long enough one'])
  assert.equal(await readNewPassword(surroundings, source), 'long enough one')
  await typing
  assert.doesNotMatch(terminal.stderrText(), /long enough/)
})

test('two passwords that differ are none', async () => {
  const { terminal, surroundings } = inTerminal()
  const typing = type(terminal, ['Their password:', 'Once more:'], ['long enough one', 'another one'])
  await assert.rejects(readNewPassword(surroundings, source), { code: 'passwords_differ' })
  await typing
})

test('a password that exists is asked for once', async () => {
  const { terminal, surroundings } = inTerminal()
  const typing = type(terminal, ['Their password:'], ['short'])
  assert.equal(await readPassword(surroundings, source), 'short')
  await typing
})

test('one in the command line is taken, and said to be seen', async () => {
  const { terminal, surroundings } = inTerminal()
  assert.equal(await readNewPassword(surroundings, { ...source, given: 'correct horse' }), 'correct horse')
  assert.equal(
    terminal.stderrText(),
    'Others on this machine can see a password in a command line: --password-file FILE hides it.\n',
  )
})

test('without a terminal, the flag that helps is named', async () => {
  const surroundings = { cwd: '/', terminal: fakeTerminal() } as unknown as Surroundings
  await assert.rejects(readPassword(surroundings, source), {
    name: 'UsageError',
    message: 'there is no terminal to ask for a password in. Add --password-file FILE.',
  })
})
