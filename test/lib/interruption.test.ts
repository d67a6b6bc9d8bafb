import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RemoteExit } from '../../src/lib/errors.ts'
import { listenForInterruption, unlessAborted } from '../../src/lib/interruption.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

for (const [name, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  test(`the first ${name} is held, with its code; a second one is not`, () => {
    const terminal = fakeTerminal()
    const { signal } = listenForInterruption(terminal)
    assert.equal(terminal.signal(name), true)
    assert.ok(signal.reason instanceof RemoteExit)
    assert.equal(signal.reason.exitCode, code)
    assert.equal(terminal.signal('SIGINT'), false)
  })
}

test('nothing is held once it is stopped', () => {
  const terminal = fakeTerminal()
  const { signal, stop } = listenForInterruption(terminal)
  stop()
  assert.deepEqual([terminal.signal('SIGINT'), signal.aborted], [false, false])
})

test('unlessAborted gives the work, or the reason', async () => {
  const controller = new AbortController()
  assert.equal(await unlessAborted(controller.signal, Promise.resolve(1)), 1)
  const waiting = unlessAborted(controller.signal, new Promise(() => {}))
  controller.abort(new Error('stop'))
  await assert.rejects(waiting, { message: 'stop' })
  await assert.rejects(unlessAborted(controller.signal, new Promise(() => {})), { message: 'stop' })
})
