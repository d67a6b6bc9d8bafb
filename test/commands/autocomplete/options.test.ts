import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Config } from '@oclif/core'
import AutocompleteOptions from '../../../src/commands/autocomplete/options.ts'
import { valuesPath, writeValues } from '../../../src/lib/completion/value-cache.ts'
import { repository } from '../../fixtures/built-package.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { stubToken, stubUrl, surroundingsOf, tempPlace } from '../../fixtures/run-command.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'

const config = await Config.load({ root: repository })

async function ask(t: TestContext, argv: string[]) {
  const { folder, env, cwd } = await tempPlace(t)
  await writeValues(valuesPath(join(folder, 'cache/completion'), stubUrl, 'blog'), {
    dyno: ['web.1', 'web.2'],
  })
  const terminal = fakeTerminal()
  const own = { ...env, QP_CACHE_DIR: join(folder, 'cache'), QP_URL: stubUrl, QP_API_KEY: stubToken }
  const surroundings = surroundingsOf({ terminal, env: own, cwd, now: () => new Date() })
  await new AutocompleteOptions(argv, config, surroundings).execute()
  assert.equal(terminal.stderrText(), '')
  return terminal.stdoutText()
}

test('a value a line, with what it is', async (t) => {
  assert.match(await ask(t, ['--', 'config:se']), /^config:set\tset config vars of an app.*\n$/)
})

test('values from the cache, whatever flags the words hold', async (t) => {
  assert.equal(await ask(t, ['--', 'ps:restart', '-a', 'blog', 'web']), 'web.1\nweb.2\n')
})

test('the last word may come by a flag, empty', async (t) => {
  assert.equal(await ask(t, ['--current=', '--', 'ps:restart', '--app=blog']), 'web.1\nweb.2\n')
  assert.equal(await ask(t, ['--current=web.2', '--', 'ps:restart', '--app=blog']), 'web.2\n')
})

test('in JSON', async (t) => {
  const stdout = await ask(t, ['--json', '--', 'logs', '--tai'])
  assertIsJsonAnswer('autocomplete:options', stdout)
  assert.equal(JSON.parse(stdout)[0].value, '--tail')
})
