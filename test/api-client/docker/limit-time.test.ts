import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { limitTime, type TimeLimits } from '../../../src/api-client/docker/limit-time.ts'
import type { ProcessEnd } from '../../../src/attach/frames.ts'
import type { RemoteProcess } from '../../../src/attach/remote-process.ts'
import { localProcess } from '../../fixtures/local-process.ts'

function limited(t: TestContext, limits: TimeLimits): { process: RemoteProcess; inner: RemoteProcess } {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const inner = localProcess(['sleep', '1000'])
  t.after(() => inner.signal('SIGKILL'))
  return { process: limitTime(inner, limits), inner }
}

const verdicts: [limits: TimeLimits, seconds: number, end: Partial<ProcessEnd>][] = [
  [
    { timeout: 90, timeToLive: 86_400 },
    90,
    { exitCode: 124, reason: 'timed-out', message: 'timed out: it may run for 90 seconds' },
  ],
  [
    { timeToLive: 120 },
    120,
    { exitCode: 143, reason: 'stopped', message: 'ended after 120 seconds, its time to live' },
  ],
]

for (const [limits, seconds, end] of verdicts) {
  test(`ends it, and says why: ${end.message}`, async (t) => {
    const { process } = limited(t, limits)
    t.mock.timers.tick(seconds * 1000)
    assert.deepEqual(await process.exit, end)
  })
}

test('one that ends before keeps its own code', async (t) => {
  const { process, inner } = limited(t, { timeout: 90, timeToLive: 86_400 })
  t.mock.timers.tick(89_000)
  await inner.signal('SIGINT')
  assert.deepEqual(await process.exit, { exitCode: 130, reason: 'exited' })
})

test('a time that no timer can wait is not cut short', async (t) => {
  const { process, inner } = limited(t, { timeToLive: 2 ** 31 })
  t.mock.timers.tick(2 ** 31 - 1)
  await inner.signal('SIGINT')
  assert.equal((await process.exit).reason, 'exited')
})
