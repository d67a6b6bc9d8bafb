import assert from 'node:assert/strict'
import { test } from 'node:test'
import ReleasesList from '../../../src/commands/releases/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRelease } from '../../fixtures/resources.ts'
import { runCommand } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'

testRefusals(ReleasesList, 'releases', [
  {
    argv: ['-n', 'x', '-a', 'blog'],
    stderr: 'Error: --num: Expected an integer but received: x\nAdd --help to see what it takes.\n',
  },
])

const releases = [
  aRelease(13, { current: true, description: 'Set A, B config vars' }),
  aRelease(12, { status: 'failed' }),
]

testAnswers(ReleasesList, 'releases', [
  {
    argv: ['-a', 'blog'],
    name: 'asks for 15',
    stub: (api) =>
      api
        .get('/apps/blog/releases')
        .matchHeader('range', 'version ..; order=desc, max=15')
        .reply(206, releases),
    stdout:
      '=== blog Releases - Current: v13\n\n' +
      'v13\tSet A, B config vars\tmia@example.com\t2026/11/22 10:00:00 +0000 (~ 5m ago)\n' +
      'v12\tDeploy 12 (failed)\tmia@example.com\t2026/11/22 10:00:00 +0000 (~ 5m ago)\n',
  },
  {
    argv: ['-a', 'blog', '-n', '2'],
    name: 'aligns in a terminal, and stops at its edge',
    terminal: { isTTY: { stdout: true }, columns: 50 },
    stub: (api) =>
      api
        .get('/apps/blog/releases')
        .matchHeader('range', 'version ..; order=desc, max=2')
        .reply(206, releases),
    stdout:
      '=== blog Releases - Current: v13\n\nv13  Set A, B con…  mia@example.c…  2026/11/22 10…\nv12  Deploy 12 (f…  mia@example.c…  2026/11/22 10…\n',
  },
  {
    argv: ['-a', 'blog', '-n', '1', '--json'],
    name: 'asks for no more pages than it needs',
    stub: (api) => api.get('/apps/blog/releases').reply(206, releases, { 'next-range': ']12..' }),
    stdout: JSON.stringify(releases.slice(0, 1), null, 2) + '\n',
  },
  {
    argv: ['-a', 'blog', '-x', '-l', '1'],
    name: 'names ids, and no more than asked for',
    stub: (api) => api.get('/apps/blog/releases').reply(206, [aRelease(12, { slug: { id: 's1' } })]),
    stdout:
      '=== blog Releases\n\nv12\tDeploy 12\tmia@example.com\t2026/11/22 10:00:00 +0000 (~ 5m ago)\trelease-12\ts1\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'says so where there are none',
    stub: (api) => api.get('/apps/blog/releases').reply(200, []),
    stderr: 'blog has no releases. `git push` makes one.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/releases').reply(200, releases),
    stdout: JSON.stringify(releases, null, 2) + '\n',
  },
])

test('qp releases in colour lets what serves and what failed stand out', async (t) => {
  stubController(t)
    .get('/apps/blog/releases')
    .reply(200, [aRelease(3, { status: 'failed' }), aRelease(2, { current: true }), aRelease(1)])
  const terminal = fakeTerminal({ isTTY: true, colour: true })
  const { stdout } = await runCommand(t, ReleasesList, ['-a', 'blog'], { terminal })
  assert.match(stdout, /^\u001B\[31mv3 .*\n\u001B\[32mv2 .*\u001B\[39m\nv1 /m)
})
