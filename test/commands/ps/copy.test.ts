import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import PsCopy from '../../../src/commands/ps/copy.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { servedDyno } from '../../fixtures/served-dyno.ts'

testRefusals(PsCopy, 'ps:copy', [
  {
    argv: ['a', 'b', '-a', 'blog'],
    stderr: 'Error: neither side is in a dyno. Write that one like web.1:/app/log.\n',
  },
  {
    argv: ['web.1:/a', 'web.2:/b', '-a', 'blog'],
    stderr: 'Error: both sides are in a dyno; copy to here first, then to the other dyno.\n',
  },
])

testAnswers(PsCopy, 'ps:copy', [
  {
    argv: ['log', '-d', 'web.7', '-a', 'blog'],
    stub: (api) =>
      api
        .get('/apps/blog/dynos/web.7/archive?path=%2Fapp%2Flog')
        .reply(404, { id: 'not_found', message: 'No such dyno: web.7.' }),
    stderr: 'Copying web.7:/app/log to log... failed\nError: No such dyno: web.7.\n',
    exitCode: 1,
  },
])

test('qp ps:copy, there and back', { timeout: 120_000 }, async (t) => {
  const { url, token, read } = await servedDyno(t, 'mkdir log; echo hello > log/web')
  const place = await tempPlace(t)
  const run = (...argv: string[]) =>
    runCommand(t, PsCopy, [...argv, '-a', 'blog'], { place, env: { QP_URL: url, QP_API_KEY: token } })
  assert.deepEqual(await run('web.1:log', '.'), {
    stdout: '',
    stderr: 'Copying web.1:/app/log to ./... done, 2 files and folders, 6 B\n',
    exitCode: 0,
  })
  assert.equal(await readFile(join(place.cwd, 'log/web'), 'utf8'), 'hello\n')
  await writeFile(join(place.cwd, 'new'), 'new')
  const { stdout } = await run('new', 'web.1:/tmp', '--json')
  assertIsJsonAnswer('ps:copy', stdout)
  assert.deepEqual(JSON.parse(stdout), {
    app: 'blog',
    from: 'new',
    to: 'web.1:/tmp',
    files: 1,
    bytes: 3,
    skipped: [],
  })
  assert.equal(await read('cat /tmp/new'), 'new')
  const both = await run('web.1:log', '-', '--json')
  assert.equal(both.exitCode, 2)
  assert.match(both.stdout, /stdout is either a tar or JSON/)
})
