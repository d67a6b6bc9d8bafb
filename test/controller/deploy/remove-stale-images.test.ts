import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { pino } from 'pino'
import { slugImage, slugRepositories } from '../../../src/controller/deploy/names.ts'
import { removeStaleImages } from '../../../src/controller/deploy/remove-stale-images.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { aSlug, openStoreWithApp } from '../../fixtures/stored.ts'

test('what a killed controller had made for a slug that it never wrote down goes; nothing else does', async (t) => {
  const engine = getTestEngine()
  const image = await getTestImage(engine)
  const { store, app } = await openStoreWithApp(t)
  const [controllerId, other] = [randomUUID(), randomUUID()]
  const named = (id: string, of = controllerId) => slugImage(of, app, id)
  const [deployed, ofWorker, pushed] = [named('deployed'), named('worker'), named('pushed')]
  const all = [deployed, ofWorker, pushed, named('left'), named('left', other)]
  t.after(() => Promise.all(all.map((it) => engine.removeImage(it))))
  for (const tag of all) await engine.tagImage(image, tag)
  const images = { worker: { image: ofWorker, exposedPort: null } }
  await store.slugs.add(aSlug(app, { image: deployed, images }))
  await store.containerImages.put({ appId: app.id, type: 'web', image: pushed, createdAt: new Date() })

  await removeStaleImages({ engine, store, controllerId, log: pino({ level: 'silent' }) })
  const kept = [deployed, ofWorker, pushed].sort()
  assert.deepEqual((await engine.listTags(slugRepositories(controllerId))).sort(), kept)
  assert.deepEqual(await engine.listTags(slugRepositories(other)), [named('left', other)])
})
