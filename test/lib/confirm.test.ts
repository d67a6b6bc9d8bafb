import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkMayAsk, confirmByName, confirmShown } from '../../src/lib/confirm.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const inTerminal = { isTTY: { stdin: true, stderr: true } }
const confirm = (terminal: ReturnType<typeof fakeTerminal>, given?: string) =>
  confirmByName(terminal, 'blog', given, 'This will delete blog.')

test('the right name by flag asks nothing', async () => {
  const terminal = fakeTerminal(inTerminal)
  await confirm(terminal, 'blog')
  assert.equal(terminal.stderrText(), '')
})

test('another name by flag is refused, also in a terminal', async () => {
  await assert.rejects(confirm(fakeTerminal(inTerminal), 'Blog'), { code: 'not_confirmed' })
})

for (const isTTY of [false, { stdin: true }, { stderr: true, stdout: true }]) {
  test(`with ${JSON.stringify(isTTY)} for a terminal nobody is asked`, async () => {
    await assert.rejects(confirm(fakeTerminal({ isTTY })), { name: 'UsageError' })
  })
}

test('typed, the right name goes on, nothing and another are refused', async () => {
  const answer = (text: string) => {
    const terminal = fakeTerminal(inTerminal)
    terminal.stdin.write(text)
    return confirm(terminal)
  }
  await answer('blog\n')
  await assert.rejects(answer('\n'), { name: 'UserError', exitCode: 1, code: 'not_confirmed' })
  await assert.rejects(answer('shop\n'), { code: 'not_confirmed' })
})

test('what was shown needs a yes, or the name', async () => {
  const answer = (text: string, given?: string) => {
    const terminal = fakeTerminal(inTerminal)
    terminal.stdin.write(text)
    return confirmShown(terminal, 'blog', given, 'Change blog?')
  }
  await answer('y\n')
  await answer('YES\n')
  await answer('', 'blog')
  await assert.rejects(answer('\n'), { name: 'UserError', exitCode: 1, code: 'not_confirmed' })
  await assert.rejects(answer('nay\n'), { name: 'UserError', exitCode: 1, code: 'not_confirmed' })
  await assert.rejects(answer('', 'shop'), { code: 'not_confirmed' })
})

test('where nobody can be asked, that is said before any work', () => {
  const refusal = { name: 'UsageError', message: 'This will change blog. To proceed, add --confirm blog.' }
  assert.throws(() => checkMayAsk(fakeTerminal(), 'blog', undefined, 'This will change blog.'), refusal)
  checkMayAsk(fakeTerminal(), 'blog', 'blog', 'This will change blog.')
  checkMayAsk(fakeTerminal(inTerminal), 'blog', undefined, 'This will change blog.')
})
