import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { createTestContainer, uniqueName } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'

const run = promisify(execFile)

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

  test('tells of what is cut off from its network, which then shows', async (t) => {
    const network = await engine.ensureNetwork(uniqueName(), {})
    t.after(() => engine.removeNetwork(network))
    const id = await createTestContainer(t, engine, { network })
    await engine.startContainer(id)
    assert.equal((await engine.findContainer(id))?.isCutOff, undefined)
    const ended = new AbortController()
    const disconnects = engine.watchDisconnects(ended.signal)
    await run('docker', ['network', 'disconnect', '-f', network, id])
    for await (const told of disconnects) if (told === id) ended.abort()
    const { state, isCutOff } = (await engine.findContainer(id)) ?? {}
    assert.deepEqual([state, isCutOff], ['running', true])
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
