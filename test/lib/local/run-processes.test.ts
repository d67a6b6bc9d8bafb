import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runProcesses } from '../../../src/lib/local/run-processes.ts'
import { tempDir } from '../../fixtures/temp-dir.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'
import { until } from '../../fixtures/until.ts'

const env = { PATH: process.env['PATH'] }
const now = () => new Date(2027, 0, 2, 3, 4, 5)

test('side by side: each line headed, a port each; the first that ends takes the others with it', async (t) => {
  const terminal = fakeTerminal()
  const cwd = await tempDir(t)
  const processes = [
    { name: 'web.1', line: 'echo "$A on $PORT"; touch up; sleep 1000', port: 5000 },
    {
      name: 'worker.1',
      line: 'until [ -e up ]; do sleep 0.02; done; echo oops >&2; printf "no line end"; exit 3',
      port: 5100,
    },
  ]
  assert.equal(await runProcesses(processes, { ...env, A: 'x' }, { terminal, cwd, now }), 3)
  assert.deepEqual(terminal.stdoutText().split('\n').sort(), [
    '',
    '03:04:05 web.1    | x on 5000',
    '03:04:05 worker.1 | no line end',
    '03:04:05 worker.1 | oops',
  ])
  assert.deepEqual(terminal.stderrText().split('\n'), [
    '03:04:05 worker.1 | exited with 3',
    '03:04:05 web.1    | exited with 143',
    '',
  ])
})

test('Ctrl-C ends them all, and is what it ended by', async () => {
  const terminal = fakeTerminal()
  const processes = [
    { name: 'web.1', line: 'trap "echo bye; exit" TERM; echo up; while :; do sleep 0.02; done', port: 1 },
  ]
  const running = runProcesses(processes, env, { terminal, cwd: '/', now })
  await until('it is up', () => terminal.stdoutText().includes('up'))
  terminal.signal('SIGINT')
  await assert.rejects(running, { exitCode: 130 })
  assert.match(terminal.stdoutText(), /\| bye\n$/)
})
