import assert from 'node:assert/strict'
import { test } from 'node:test'
import ConfigList from '../../../src/commands/config/index.ts'
import { runCommand } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

const cases = [
  {
    name: 'shows the config vars, sorted and aligned',
    argv: ['-a', 'blog'],
    vars: { RAILS_ENV: 'production', A: '1' },
    stdout: '=== blog Config Vars\n\nA:         1\nRAILS_ENV: production\n',
  },
]

for (const { name, argv, vars, stdout } of cases) {
  test(`qp config ${argv.join(' ')} ${name}`, async (t) => {
    stubController(t).get('/apps/blog/config-vars').reply(200, vars)
    assert.deepEqual(await runCommand(t, ConfigList, argv), { stdout, stderr: '', exitCode: 0 })
  })
}
