import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { createTestContainer, uniqueName } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'

describe('watching containers of a real engine', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  test('tells starts and ends of what carries the labels, from the call on', async (t) => {
    const labels = { 'qp.test.watch': uniqueName(), 'qp.test.more': 'yes' }
    const controller = new AbortController()
    const events = engine.watchContainers(labels, controller.signal)
    const other = await createTestContainer(t, engine, { argv: ['true'] })
    await engine.startContainer(other)
    const argv = ['bash', '-c', 'exit 4']
    const id = await createTestContainer(t, engine, { argv, labels })
    await engine.startContainer(id)

    const seen = []
    for await (const { at, labels: told, ...event } of events) {
      assert.ok(at instanceof Date && Math.abs(at.getTime() - Date.now()) < 60_000)
      assert.equal(told['qp.test.watch'], labels['qp.test.watch'])
      assert.equal('image' in told || 'exitCode' in told, false)
      seen.push(event)
      if (event.action === 'die') controller.abort()
    }
    assert.deepEqual(seen, [
      { id, action: 'start', exitCode: null },
      { id, action: 'die', exitCode: 4 },
    ])
  })

  test('tells of too much memory', async (t) => {
    const labels = { 'qp.test.watch': uniqueName() }
    const controller = new AbortController()
    const events = engine.watchContainers(labels, controller.signal)
    // Docker 20.10 does not always tell of it where all of the container ends with what was killed.
    const argv = ['bash', '-c', 'tail /dev/zero; sleep 1000']
    const id = await createTestContainer(t, engine, { argv, labels, memoryMb: 16 })
    await engine.startContainer(id)
    for await (const { action } of events) if (action === 'oom') controller.abort()
    assert.ok(controller.signal.aborted)
  })
})
