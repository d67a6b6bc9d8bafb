import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { createTestContainer, runToEnd, uniqueName } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'

describe('volumes of a real engine', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  test('what one container writes another reads, and removing a container leaves it', async (t) => {
    const name = uniqueName()
    const labels = { 'qp.test.volume': name }
    const volumes = [{ name, path: '/cache' }]
    await Promise.all([engine.ensureVolume(name, labels), engine.ensureVolume(name, labels)])
    assert.deepEqual(await engine.listVolumes(labels), [name])

    const writer = await runToEnd(t, engine, { argv: ['bash', '-c', 'echo kept > /cache/file'], volumes })
    await engine.removeContainer(writer.id)
    const reader = await runToEnd(t, engine, { argv: ['cat', '/cache/file'], volumes })
    assert.equal(reader.stdout, 'kept\n')

    const user = await createTestContainer(t, engine, { volumes })
    await engine.removeContainer(reader.id)
    await assert.rejects(engine.removeVolume(name), { id: 'conflict' })
    await engine.removeContainer(user)
    await engine.removeVolume(name)
    await engine.removeVolume(name)
    assert.deepEqual(await engine.listVolumes(labels), [])
  })
})
