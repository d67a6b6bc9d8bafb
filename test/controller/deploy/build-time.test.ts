import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { inBuildTime } from '../../../src/controller/deploy/build-time.ts'

const never = new AbortController().signal

async function hang(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort')
  throw signal.reason
}

test('what is done in time is its own outcome', async () => {
  assert.equal(await inBuildTime(60, never, async () => 7), 7)
  await assert.rejects(
    inBuildTime(60, never, async () => {
      throw new Error('no')
    }),
    { message: 'no' },
  )
})

test('what hangs is stopped with a sentence', async () => {
  await assert.rejects(inBuildTime(0.01, never, hang), {
    id: 'build_failed',
    message:
      'The build took longer than 0.01 seconds and was stopped. `qp server --build-timeout SECONDS` gives builds more time.',
  })
})

test('the other signal still stops it', async () => {
  const cancel = new AbortController()
  const ended = inBuildTime(60, cancel.signal, hang)
  cancel.abort(new Error('cancelled'))
  await assert.rejects(ended, { message: 'cancelled' })
})
