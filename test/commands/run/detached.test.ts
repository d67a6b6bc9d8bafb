import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import RunDetached from '../../../src/commands/run/detached.ts'
import Run from '../../../src/commands/run/index.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { runCommand } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

const dyno = {
  id: 'run.1234',
  name: 'run.1234',
  app: { id: 'app-1', name: 'blog' },
  type: 'run',
  command: 'rake db:migrate --trace',
  size: 'standard-1x',
  state: 'starting',
  release: { id: 'release-3', version: 3 },
  attach_url: null,
  created_at: '2026-11-22T10:00:00Z',
  updated_at: '2026-11-22T10:00:00Z',
}

test('qp run -d does the same', async (t) => {
  stubController(t).post('/apps/blog/dynos', { command: 'true', env: {}, attach: false }).reply(201, dyno)
  const result = await runCommand(t, Run, ['-a', 'blog', '-d', 'true'])
  assert.deepEqual(result, {
    stdout: '',
    stderr: 'Running true on blog... done, run.1234\n',
    exitCode: 0,
  })
})

test('starts it, and says how to see its output', async (t) => {
  const request = {
    argv: ['rake', 'db:migrate', '-a', 'blog', '-a'],
    env: { A: '1' },
    size: 'big',
    attach: false,
  }
  stubController(t).post('/apps/blog/dynos', request).reply(201, dyno)
  const result = await runCommand(
    t,
    RunDetached,
    '-a blog -e A=1 -s big rake db:migrate -a blog -a'.split(' '),
  )
  assert.deepEqual(result, {
    stdout: 'Run `qp run:logs -a blog run.1234` to view the output.\n',
    stderr: 'Running rake db:migrate -a blog -a on blog... done, run.1234\n',
    exitCode: 0,
  })
})

test('--json gives the dyno', async (t) => {
  stubController(t).post('/apps/blog/dynos').reply(201, dyno)
  const { stdout } = await runCommand(t, RunDetached, ['--json', '-a', 'blog', 'true'])
  assertIsJsonAnswer('run:detached', stdout)
  assert.deepEqual(JSON.parse(stdout), dyno)
})

for (const status of [0, 7]) {
  test(`--tail follows its log until it ends, with its code ${status}`, async (t) => {
    stubLog(t, [
      '2026-11-22T10:00:00Z app[run.1234]: Process exited with status 99',
      `2026-11-22T10:00:01Z heroku[run.1234]: Process exited with status ${status}`,
      '2026-11-22T10:00:02Z heroku[run.1234]: never read',
    ])
    const result = await runCommand(t, RunDetached, ['-a', 'blog', '-t', 'true'])
    assert.equal(result.exitCode, status)
    assert.match(result.stdout, /app\[run\.1234\]: Process exited with status 99\n.*exited with status \d\n$/)
  })
}

function stubLog(t: TestContext, lines: readonly string[]): void {
  const stub = stubController(t)
  stub.post('/apps/blog/dynos').reply(201, dyno)
  stub.post('/apps/blog/log-sessions', { dyno: 'run.1234', lines: 1500, tail: true }).reply(201, {
    id: 'log-1',
    logplex_url: 'http://qp.test/log-sessions/log-1',
    created_at: '',
    updated_at: '',
  })
  // The address carries its own secret, so it is asked without a token.
  stubController(t, { token: null })
    .get('/log-sessions/log-1')
    .reply(200, lines.map((line, index) => `id: ${index}\ndata: ${line}\n\n`).join(''), {
      'content-type': 'text/event-stream',
    })
}
