import assert from 'node:assert/strict'
import { test } from 'node:test'
import ConfigEdit from '../../../src/commands/config/edit.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRelease } from '../../fixtures/resources.ts'
import { runCommand } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'

const vars = { A: '1', B: 'secret' }

testRefusals(ConfigEdit, 'config:edit', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: This will change config vars of blog, and restart it. To proceed, add --confirm blog.\n',
  },
])

testAnswers(ConfigEdit, 'config:edit', [
  {
    name: 'changes nothing where nothing was edited',
    argv: ['-a', 'blog', '--confirm', 'blog'],
    env: { EDITOR: 'true' },
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, vars),
    stderr: 'No changes to config vars.\n',
  },
  {
    name: 'sends only what changed, and shows no value',
    argv: ['-a', 'blog', '--confirm', 'blog'],
    env: { EDITOR: "sed -i -e '/^B=/d' -e 's/^A=1/A=2/'" },
    stub: (api) => {
      api.get('/apps/blog/config-vars').reply(200, vars)
      api.patch('/apps/blog/config-vars', { A: '2', B: null }).reply(200, { A: '2' })
      api.get('/apps/blog/releases').reply(206, [aRelease(7)])
    },
    stderr:
      'Changes to the config vars of blog:\n  ~ A\n  - B\nChanging B, A and restarting blog... done, v7\n',
  },
  {
    name: 'edits one, and shows values when asked',
    argv: ['A', '-a', 'blog', '--confirm', 'blog', '--values', '--json'],
    env: { EDITOR: 'sed -i s/1/2/' },
    stub: (api) => {
      api.get('/apps/blog/config-vars').reply(200, vars)
      api.patch('/apps/blog/config-vars', { A: '2' }).reply(200, { A: '2', B: 'secret' })
      api.get('/apps/blog/releases').reply(206, [aRelease(7)])
    },
    stdout: '{\n  "A": "2",\n  "B": "secret"\n}\n',
    stderr:
      'Changes to the config vars of blog:\n  ~ A: 1 -> 2\nChanging A and restarting blog... done, v7\n',
  },
  {
    name: 'fails with the editor',
    argv: ['-a', 'blog', '--confirm', 'blog'],
    env: { EDITOR: 'false' },
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, vars),
    stderr:
      'Error: the editor failed: it ended with exit code 1. Nothing was changed.\n' +
      'Set $VISUAL or $EDITOR to an editor that stays until the file is closed, such as `code --wait`.\n',
    exitCode: 1,
  },
])

for (const { answer, exitCode, said } of [
  { answer: 'y\r', exitCode: 0, said: /Changing A and restarting blog/ },
  { answer: '\r', exitCode: 1, said: /Nothing was confirmed, nothing was done\.\n$/ },
])
  test(`qp config:edit asks in a terminal, and ${JSON.stringify(answer)} ends with ${exitCode}`, async (t) => {
    const api = stubController(t)
    api.get('/apps/blog/config-vars').reply(200, vars)
    if (exitCode === 0) {
      api.patch('/apps/blog/config-vars', { A: '2' }).reply(200, { ...vars, A: '2' })
      api.get('/apps/blog/releases').reply(206, [aRelease(7)])
    }
    const terminal = fakeTerminal({ isTTY: { stdin: true, stderr: true } })
    terminal.stdin.write(answer)
    const options = { terminal, env: { EDITOR: 'sed -i s/^A=1/A=2/' } }
    const result = await runCommand(t, ConfigEdit, ['-a', 'blog'], options)
    assert.match(result.stderr, /Changes to the config vars of blog:\n {2}~ A\n.*restart blog\? \(y\/N\)/s)
    assert.match(result.stderr, said)
    assert.equal(result.exitCode, exitCode)
  })
