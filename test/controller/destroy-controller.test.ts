import assert from 'node:assert/strict'
import { access } from 'node:fs/promises'
import { test } from 'node:test'
import { destroyController } from '../../src/controller/destroy-controller.ts'
import { getTestEngine } from '../fixtures/engine.ts'
import { adminOf, realPlace, visit } from '../fixtures/real-controller.ts'
import { webImage } from '../fixtures/web-image.ts'

test('a controller goes with all that it made, and with nothing else', async (t) => {
  const place = await realPlace(t)
  const engine = getTestEngine()
  const image = await webImage(t, engine)
  const controller = await place.start()
  const ask = await adminOf(place, controller)
  const { id } = await ask('POST', '/apps', { name: 'blog' })
  await ask('POST', '/apps/blog/builds', { image })
  await assert.rejects(destroyController(place.settings.dataDir), { name: 'Problem' })
  assert.equal((await visit(place, 'blog.localhost')).text, 'nothing')

  await controller.stop()
  assert.deepEqual(await destroyController(place.settings.dataDir), { containers: 1, images: 1 })
  const ofApp = { 'qp.app': String(id) }
  assert.deepEqual(await engine.listContainers(ofApp), [])
  assert.deepEqual(await engine.listImages(ofApp), [])
  assert.deepEqual(await engine.listNetworks(ofApp), [])
  await assert.rejects(visit(place, 'blog.localhost'), { code: 'ECONNREFUSED' })
  await assert.rejects(access(place.settings.dataDir), { code: 'ENOENT' })
  assert.ok(await engine.findImage(image), 'an image that was only deployed stays')
})

test('a folder that is no data dir is left alone', async () => {
  await assert.rejects(destroyController('/usr'), {
    message: '/usr is no data dir of a controller: it has no qp.sqlite. Nothing was removed.',
  })
})
