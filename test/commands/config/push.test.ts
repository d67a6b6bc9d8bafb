import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import ConfigPush from '../../../src/commands/config/push.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRelease } from '../../fixtures/resources.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

testRefusals(ConfigPush, 'config:push', [
  {
    argv: ['-a', 'blog', '-p', '/nowhere/.env'],
    exitCode: 1,
    stderr: 'Error: there is no /nowhere/.env.\nName a file by --path.\n',
  },
  {
    argv: ['-a', 'blog'],
    terminal: { input: '# nothing\n' },
    exitCode: 1,
    stderr: 'Error: there are no config vars in stdin.\n',
  },
  {
    argv: ['-a', 'blog', '-p', '-'],
    terminal: { input: 'A=1\nsecret\n' },
    exitCode: 1,
    stderr: "Error: stdin: line 2 can't be understood: it is no KEY=value and no comment.\n",
  },
])

testAnswers(ConfigPush, 'config:push', [
  {
    argv: ['-a', 'blog', '--json'],
    terminal: { input: 'A=1\n' },
    stub: (api) => {
      api.patch('/apps/blog/config-vars', { A: '1' }).reply(200, { A: '1' })
      api.get('/apps/blog/releases').reply(206, [aRelease(7)])
    },
    stdout: JSON.stringify({ A: '1' }, null, 2) + '\n',
    stderr: 'Setting A and restarting blog... done, v7\n',
  },
  {
    name: 'takes what is piped in, and shows no value',
    argv: ['-a', 'blog'],
    terminal: { input: '# mine\nA=1\r\nB="two\nlines"\n' },
    stub: (api) => {
      api.patch('/apps/blog/config-vars', { A: '1', B: 'two\nlines' }).reply(200, { A: '1', B: 'two\nlines' })
      api.get('/apps/blog/releases').reply(206, [aRelease(7)])
    },
    stderr: 'Setting A, B and restarting blog... done, v7\n',
  },
])

for (const [what, argv, terminal] of [
  ['.env, with nothing piped in', [], { input: '' }],
  ['.env, in a terminal', [], { isTTY: true }],
  ['the named file, whatever is piped in', ['--path', '.env'], { input: 'B=2\n' }],
] as const)
  test(`qp config:push takes ${what}`, async (t) => {
    const place = await tempPlace(t)
    await writeFile(join(place.cwd, '.env'), 'A=1\n')
    const api = stubController(t)
    api.patch('/apps/blog/config-vars', { A: '1' }).reply(200, { A: '1', C: '3' })
    api.get('/apps/blog/releases').reply(206, [aRelease(7)])
    const result = await runCommand(t, ConfigPush, ['-a', 'blog', '--json', ...argv], { place, terminal })
    assert.deepEqual(JSON.parse(result.stdout), { A: '1', C: '3' })
    assert.equal(result.exitCode, 0)
  })
