import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import Run from '../../../src/commands/run/index.ts'
import { deisToken, deisUrl, stubDeis } from '../../fixtures/deis-requests.ts'
import { runCommand } from '../../fixtures/run-command.ts'

const env = { QP_URL: deisUrl, QP_API_KEY: deisToken, QP_DIALECT: 'deis' }

function run(t: TestContext, argv: string[], isTTY = false) {
  return runCommand(t, Run, argv, { env, terminal: { isTTY } })
}

test('a Deis controller runs it without a terminal: its output, its code, and what is not there', async (t) => {
  const exchange = { method: 'POST', path: '/apps/demo/run', body: { command: "echo 'a b'" } } as const
  stubDeis(t, [{ ...exchange, answer: { exit_code: 3, output: 'a b\n' } }])
  const { stdout, stderr, exitCode } = await run(t, ['-a', 'demo', '--', 'echo', 'a b'])
  assert.deepEqual([stdout, exitCode], ['a b\n', 3])
  assert.match(stderr, /^http:\/\/deis\.example\.test runs it without stdin, for 20 minutes at most/)
})

test('what it refuses is said', async (t) => {
  const exchange = { method: 'POST', path: '/apps/demo/run', body: { command: 'ls' } } as const
  stubDeis(t, [{ ...exchange, status: 404, answer: '"No App matches the given query."' }])
  const { stderr, exitCode } = await run(t, ['-a', 'demo', 'ls'])
  assert.equal(exitCode, 1)
  assert.match(stderr, /Error: No such app: demo\. `qp apps` lists them\.\n/)
})

test('at a terminal it says how to have one', async (t) => {
  stubDeis(t, [])
  const { stderr, exitCode } = await run(t, ['-a', 'demo', 'bash'], true)
  assert.equal(exitCode, 1)
  assert.match(stderr, /which has no terminals for one-off dynos\.\n`qp run --no-tty` .* --docker ADDRESS/)
})
