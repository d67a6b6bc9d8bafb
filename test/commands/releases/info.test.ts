import assert from 'node:assert/strict'
import { test } from 'node:test'
import ReleasesInfo from '../../../src/commands/releases/info.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { deisToken, deisUrl, page, stubDeis } from '../../fixtures/deis-requests.ts'
import { aDeisRelease } from '../../fixtures/deis-resources.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { aRelease } from '../../fixtures/resources.ts'
import { runCommand } from '../../fixtures/run-command.ts'

testRefusals(ReleasesInfo, 'releases:info', [
  {
    argv: ['twelve', '-a', 'blog'],
    stderr: 'Error: twelve is no release. Name one like v12; `qp releases` lists them.\n',
  },
])

testAnswers(ReleasesInfo, 'releases:info', [
  {
    name: 'shows the newest',
    argv: ['-a', 'blog'],
    stub: (api) => {
      api
        .get('/apps/blog/releases')
        .matchHeader('range', /max=1$/)
        .reply(206, [aRelease(13)])
      api.get('/apps/blog/releases/13/config-vars').reply(200, { B: '2', A: '1' })
    },
    stdout: `=== Release v13

Change: Deploy 13
By:     mia@example.com
When:   2026/11/22 10:00:00 +0000 (~ 5m ago)

=== v13 Config vars

A: 1
B: 2
`,
  },
  {
    name: 'shows the one that is named, and that it failed',
    argv: ['v12', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/releases/12').reply(200, aRelease(12, { status: 'failed' }))
      api.get('/apps/blog/releases/12/config-vars').reply(200, {})
    },
    stdout: `=== Release v12

Change: Deploy 12
By:     mia@example.com
When:   2026/11/22 10:00:00 +0000 (~ 5m ago)
Status: failed

=== v12 Config vars
`,
  },
  {
    argv: ['12', '-s', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/releases/12').reply(200, aRelease(12))
      api.get('/apps/blog/releases/12/config-vars').reply(200, { A: 'a b' })
    },
    stdout: "A='a b'\n",
  },
  {
    argv: ['12', '--json', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/releases/12').reply(200, aRelease(12))
      api.get('/apps/blog/releases/12/config-vars').reply(200, { A: 'a b' })
    },
    stdout: JSON.stringify({ ...aRelease(12), config_vars: { A: 'a b' } }, null, 2) + '\n',
  },
])

test('of an older release a Deis controller tells no config vars: it is shown without', async (t) => {
  const env = { QP_URL: deisUrl, QP_API_KEY: deisToken, QP_DIALECT: 'deis' }
  const show = (...flags: string[]) => {
    stubDeis(t, [
      { method: 'GET', path: '/apps/demo/releases/v2/', answer: aDeisRelease(2) },
      ...[1, 2].map(() => ({
        method: 'GET' as const,
        path: newest,
        answer: page(aDeisRelease(3), aDeisRelease(2)),
      })),
    ])
    return runCommand(t, ReleasesInfo, ['v2', '-a', 'demo', ...flags], { env })
  }
  const newest = '/apps/demo/releases/?limit=100'
  const { stdout, stderr, exitCode } = await show()
  assert.equal(exitCode, 0)
  assert.match(stdout, /^=== Release v2\n\nChange: jim deployed ecdff91\nBy: +jim\nWhen: .*\n$/)
  assert.match(stderr, /which has no way to see the config vars of other releases than the current one\.\n$/)
  const json = await show('--json')
  assertIsJsonAnswer('releases:info', json.stdout, json.exitCode)
  assert.equal(JSON.parse(json.stdout).config_vars, null)
  // A script that reads them must not go on without.
  assert.equal((await show('--shell')).exitCode, 1)
})
