import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Check,
  type CheckResult,
  type Finding,
  hasPassed,
  type RunChecksOptions,
  runChecks,
  untilAborted,
} from '../../../src/lib/doctor/check.ts'
import { UserError } from '../../../src/lib/errors.ts'

const passed: Finding = { status: 'passed', detail: 'fine' }
const passing = (name: string): Check => ({ name, run: async () => passed })

test('runChecks reports each at once, in order, and what is thrown as a failure', async () => {
  const { results, reported } = await check([
    passing('a'),
    {
      name: 'b',
      run: () => Promise.reject(new UserError('it is broken.', { hint: 'Mend it.' })),
    },
    { name: 'c', run: async () => ({ status: 'warned', detail: 'nearly', hint: 'Look.' }) },
  ])
  const expected = [
    { check: 'a', status: 'passed', detail: 'fine', hint: null },
    { check: 'b', status: 'failed', detail: 'it is broken.', hint: 'Mend it.' },
    { check: 'c', status: 'warned', detail: 'nearly', hint: 'Look.' },
  ]
  assert.deepEqual(results, expected)
  assert.deepEqual(reported, expected)
})

test('runChecks skips what needs what failed, says where it began, and goes on', async () => {
  const { results } = await check([
    { name: 'a', run: () => Promise.reject(new UserError('no.')) },
    { ...passing('b'), needs: ['a'] },
    { ...passing('c'), needs: ['b'] },
    { name: 'd', run: async () => ({ status: 'skipped', detail: 'nothing there' }) },
    { ...passing('e'), needs: ['d'] },
    { name: 'f', run: async () => ({ status: 'warned', detail: 'x' }) },
    { ...passing('g'), needs: ['f'] },
  ])
  assert.deepEqual(
    results.map(({ check, status, detail }) => [check, status, detail].join(' ')),
    [
      'a failed no.',
      'b skipped a failed',
      'c skipped a failed',
      'd skipped nothing there',
      'e skipped nothing there',
      'f warned x',
      'g passed fine',
    ],
  )
  assert.deepEqual([hasPassed(results, 'f'), hasPassed(results, 'b')], [true, false])
})

test('runChecks gives up what takes too long, whether it heeds the signal or not', async () => {
  const deaf: Check = { name: 'deaf', run: () => new Promise(() => {}) }
  const heedful: Check = { name: 'heedful', run: (signal) => untilAborted(new Promise(() => {}), signal) }
  const { results } = await check([deaf, heedful, passing('c')], { limitMs: 20, graceMs: 20 })
  assert.deepEqual(
    results.map(({ status, detail }) => `${status} ${detail}`),
    ['failed no answer within 0.02 s.', 'failed no answer within 0.02 s.', 'passed fine'],
  )
  assert.ok(results[0]?.hint)
})

test('runChecks lets what was interrupted tidy up, and then goes no further', async () => {
  const interruption = new AbortController()
  const steps: string[] = []
  const tidy: Check = {
    name: 'tidy',
    async run(signal) {
      try {
        queueMicrotask(() => interruption.abort())
        return await untilAborted(new Promise<Finding>(() => {}), signal)
      } finally {
        await new Promise((resolve) => setImmediate(resolve))
        steps.push('tidied')
      }
    },
  }
  const never: Check = { name: 'never', run: () => assert.fail('it was run') }
  await assert.rejects(check([tidy, never], { signal: interruption.signal }), { name: 'CancelError' })
  assert.deepEqual(steps, ['tidied'])
})

async function check(checks: Check[], options: Partial<RunChecksOptions> = {}) {
  const reported: CheckResult[] = []
  const signal = new AbortController().signal
  const results = await runChecks(checks, { signal, onResult: (it) => reported.push(it), ...options })
  return { results, reported }
}
