import assert from 'node:assert/strict'
import { test } from 'node:test'
import Doctor from '../../src/commands/doctor.ts'
import { assertIsJsonAnswer } from '../fixtures/json-answer.ts'
import { runCommand, stubToken } from '../fixtures/run-command.ts'
import { wholeController } from '../fixtures/whole-controller.ts'

test('qp doctor says a line for each check, and exits 0 if none failed', async (t) => {
  const { url } = await wholeController(t)
  const { stdout, stderr, exitCode } = await runCommand(t, Doctor, ['-a', 'blog'], {
    env: { QP_URL: url },
    surroundings: { now: () => new Date() },
  })
  const shapes = [
    /^✓ name {7}127\.0\.0\.1 is an address$/,
    /^✓ tls {8}plain http, within this machine$/,
    /^✓ api {8}qp 9\.8\.7, as mia@example\.com$/,
    /^✓ clock {6}the same as the controller$/,
    /^✓ websocket {2}typed into run\.1 of blog: /,
    /^! git {8}git .* does not get the token/,
    /^ {13}`qp login /,
    /^✓ keychain {3}the token is in QP_API_KEY/,
    /^✓ engine {5}Docker Engine /,
  ]
  const lines = stdout.trimEnd().split('\n')
  for (const [index, shape] of shapes.entries()) assert.match(lines[index] ?? '', shape)
  assert.deepEqual([lines.length, stderr, exitCode], [shapes.length, '', 0])
})

test('qp doctor exits 1 if one failed, in JSON too', async (t) => {
  const { url } = await wholeController(t)
  const env = { QP_URL: url, QP_API_KEY: 'other' }
  const people = await runCommand(t, Doctor, [], { env })
  assert.match(people.stdout, /^✗ api {8}Invalid token\.\n {13}`qp login URL` logs you in\.\n- clock/m)
  assert.equal(people.exitCode, 1)
  const { stdout, exitCode } = await runCommand(t, Doctor, ['--json'], { env })
  assert.equal(exitCode, 1)
  assertIsJsonAnswer('doctor', stdout)
  const results = JSON.parse(stdout) as { check: string }[]
  assert.deepEqual(
    results.find((it) => it.check === 'api'),
    { check: 'api', status: 'failed', detail: 'Invalid token.', hint: '`qp login URL` logs you in.' },
  )
  assert.deepEqual(
    results.find((it) => it.check === 'websocket'),
    { check: 'websocket', status: 'skipped', detail: 'api failed', hint: null },
  )
  assert.doesNotMatch(stdout + people.stdout, new RegExp(stubToken))
})

test('qp doctor says what a flag that cannot be meant needs', async (t) => {
  const { exitCode, stderr } = await runCommand(t, Doctor, ['-a', ''])
  assert.deepEqual([exitCode, stderr], [2, 'Error: -a names no app. Write it like `-a blog`.\n'])
})
