import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CheckResult } from '../../../src/lib/doctor/check.ts'
import { runDoctor } from '../../../src/lib/doctor/doctor.ts'
import { localTerminalProcess } from '../../fixtures/local-process.ts'
import { stubToken, surroundingsOf, tempPlace } from '../../fixtures/run-command.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'
import { wholeController } from '../../fixtures/whole-controller.ts'

test('everything is looked at, in the order in which one thing needs the other', async (t) => {
  const { env, cwd } = await tempPlace(t)
  const { url } = await wholeController(t)
  const reported: CheckResult[] = []
  const results = await runDoctor(
    surroundingsOf({ env: { ...env, QP_URL: url, QP_API_KEY: stubToken }, cwd, now: () => new Date() }),
    {},
    (it) => reported.push(it),
  )
  assert.deepEqual(results, reported)
  assert.deepEqual(
    results.map(({ check, status }) => `${check} ${status}`),
    [
      'name passed',
      'tls passed',
      'api passed',
      'clock passed',
      'websocket passed',
      // Nobody has logged in here: git was not set up.
      'git warned',
      'keychain passed',
      'engine passed',
    ],
  )
})

test('what does not depend on what failed is looked at all the same', async (t) => {
  const { env, cwd } = await tempPlace(t)
  const surroundings = surroundingsOf({
    env: { ...env, QP_URL: 'https://qp.invalid', QP_API_KEY: stubToken },
    cwd,
  })
  const results = await runDoctor(surroundings, {}, () => {})
  assert.deepEqual(
    results.map(
      ({ check, status, detail }) => `${check} ${status}${status === 'skipped' ? `: ${detail}` : ''}`,
    ),
    [
      'name failed',
      'tls skipped: name failed',
      'api skipped: name failed',
      'clock skipped: name failed',
      'websocket skipped: name failed',
      'git warned',
      'keychain passed',
      'engine skipped: the controller is elsewhere, and DOCKER_HOST is not set',
    ],
  )
})

test('settings of the network that cannot be meant are a finding', async (t) => {
  const { env, cwd } = await tempPlace(t)
  const badEnv = { ...env, QP_URL: 'https://qp.test', QP_API_KEY: stubToken, ALL_PROXY: 'socks5://x:1' }
  const results = await runDoctor(surroundingsOf({ env: badEnv, cwd }), {}, () => {})
  assert.match(results[0]?.detail ?? '', /ALL_PROXY names a socks5 proxy/)
})

test('Ctrl-C in the middle stops the dyno, and looks no further', async (t) => {
  const { env, cwd } = await tempPlace(t)
  const terminal = fakeTerminal()
  const controller = await wholeController(t, {
    answers: { 'POST /apps/blog/dynos/run.1/actions/stop': { status: 202, body: {} } },
    start: () => {
      const deaf = localTerminalProcess(['sleep', '60'])
      deaf.stdout.on('data', () => terminal.signal('SIGINT'))
      return deaf
    },
  })
  const surroundings = surroundingsOf({
    terminal,
    env: { ...env, QP_URL: controller.url, QP_API_KEY: stubToken },
    cwd,
  })
  const names: string[] = []
  await assert.rejects(
    runDoctor(surroundings, {}, ({ check }) => names.push(check)),
    { name: 'CancelError' },
  )
  assert.deepEqual(names, ['name', 'tls', 'api', 'clock'])
  assert.ok(controller.asked.includes('POST /apps/blog/dynos/run.1/actions/stop'))
  assert.equal(terminal.signal('SIGINT'), false, 'nobody listens any more')
})
