import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { renameImageTar } from '../../../../src/controller/deploy/image-tar.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'

test('an image is saved, and loaded by the name that its tar has', async (t) => {
  const engine = getTestEngine()
  const image = await getTestImage(engine)
  const name = `qp/test-${randomUUID().slice(0, 8)}:loaded`
  t.after(() => engine.removeImage(name))
  await engine.loadImage(renameImageTar(await engine.saveImage(image), name))
  assert.equal((await engine.findImage(name))?.id, (await engine.findImage(image))?.id)
})

test('what is no image is refused', async () => {
  const engine = getTestEngine()
  await assert.rejects(engine.loadImage(Readable.from([await buffer(Readable.from(['no tar']))])), {
    id: 'invalid_params',
  })
})
