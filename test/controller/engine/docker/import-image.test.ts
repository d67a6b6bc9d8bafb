import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { buildChanges } from '../../../../src/controller/engine/docker/import-image.ts'
import { runToEnd, uniqueName } from '../../../fixtures/containers.ts'
import { getTestEngine } from '../../../fixtures/engine.ts'
import { packPrograms } from '../../../fixtures/program-image.ts'

describe('importing into a real engine', () => {
  const engine = getTestEngine()

  test('files, labels and variables arrive as they are', async (t) => {
    const tag = `${uniqueName('qp/test')}:v1`
    const odd = 'a "b" \\ $HOME \'c\' é'
    await engine.importImage(packPrograms({ printf: '/usr/bin/printf', env: '/usr/bin/env' }), {
      ...{ tag, labels: { 'qp.test': odd, other: '' }, env: { ODD: odd } },
    })
    assert.deepEqual((await engine.findImage(tag))?.labels, { 'qp.test': odd, other: '' })
    const { id, stdout } = await runToEnd(t, engine, { image: tag, argv: ['env'] })
    await engine.removeContainer(id)
    await engine.removeImage(tag)
    assert.ok(stdout.split('\n').includes(`ODD=${odd}`), stdout)
  })

  test('what is no tar, or fails on the way, makes no image', async () => {
    const tag = `${uniqueName('qp/test')}:v1`
    const noTar = Readable.from([Buffer.alloc(4096, 'x')])
    await assert.rejects(engine.importImage(noTar, { tag, labels: {} }), { id: 'build_failed' })
    async function* failing() {
      yield Buffer.alloc(512)
      throw new Error('the disk is gone')
    }
    await assert.rejects(engine.importImage(Readable.from(failing()), { tag, labels: {} }), {
      message: 'the disk is gone',
    })
    assert.equal(await engine.findImage(tag), undefined)
  })
})

test('a line break has no place in the configuration of an import', () => {
  assert.throws(() => buildChanges({ labels: { a: 'b\nRUN c' } }), { id: 'invalid_params' })
})
