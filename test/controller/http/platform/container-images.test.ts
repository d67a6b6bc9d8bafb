import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import type { ContainerImage } from '../../../../src/api-types/container-image.ts'
import type { Release } from '../../../../src/api-types/release.ts'
import { packTree } from '../../../fixtures/build.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const path = '/apps/blog/container-images'
const tar = { 'content-type': 'application/x-tar' }

test('an image is put, listed, released, had back and taken away', async (t) => {
  const made = await createTestServer(t, {
    engine: {
      loadImage: async (it) => void (await buffer(it)),
      saveImage: async () => Readable.from(packTree({ 'manifest.json': '[{}]' })),
    },
  })
  const { platform, call } = made
  await createEmptyApp(platform)
  const image = await buffer(packTree({ 'manifest.json': '[{"RepoTags":["a"]}]' }))
  for (const type of ['web', 'worker'])
    assert.equal((await call('owner', 'PUT', `${path}/${type}`, image, tar)).status, 204)
  const listed = (await call('owner', 'GET', path)).body as ContainerImage[]
  assert.deepEqual(
    listed.map((it) => it.type),
    ['web', 'worker'],
  )
  const released = await call('owner', 'POST', `${path}/actions/release`, { types: ['web', 'worker'] })
  assertIsResource('release', released.body)
  assert.deepEqual([released.status, (released.body as Release).version], [201, 2])
  const back = await call('owner', 'GET', `${path}/web`)
  assert.deepEqual([back.status, back.headers['content-type']], [200, 'application/x-tar'])
  assert.equal((await call('owner', 'HEAD', `${path}/web`)).status, 200)
  const removed = await call('owner', 'POST', `${path}/actions/remove`, { types: ['worker'] })
  assert.deepEqual([removed.status, (removed.body as Release).description], [201, 'Remove worker'])
  assert.equal((await call('owner', 'GET', `${path}/clock`)).status, 404)
  assert.equal((await call('owner', 'POST', `${path}/actions/release`, { types: [] })).status, 422)
  assert.equal((await call('owner', 'PUT', `${path}/web`, { a: 1 })).status, 422)
})
