import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  appLabels,
  builtSlugLabels,
  cacheVolumeName,
  containerName,
  layerLabels,
  networkName,
  pauseImageName,
  slugImage,
} from '../../../src/controller/deploy/names.ts'

const controllerId = 'c0ffee00-0000-4000-8000-000000000000'
const app = { id: 'a1b2c3d4-0000-4000-8000-000000000000', name: 'blog' }
const unique = '12345678-0000-4000-8000-000000000000'

test('names tell controller and app; what is made again has another', () => {
  assert.equal(containerName(controllerId, 'blog', 'web.1', unique), 'qp-c0ffee00-blog.web.1.12345678')
  assert.equal(networkName(controllerId, app), 'qp-c0ffee00-app-a1b2c3d4')
  assert.equal(pauseImageName(controllerId, 'abc'), 'qp-c0ffee00-pause:abc')
  assert.equal(slugImage(controllerId, app, unique), 'qp-c0ffee00/blog:12345678')
  assert.equal(cacheVolumeName(controllerId, app), 'qp-c0ffee00-blog-cache-a1b2c3d4')
})

test('everything of an app carries the labels by which it is found', () => {
  assert.deepEqual(appLabels(controllerId, app, 'dyno'), {
    'qp.controller': controllerId,
    'qp.app': app.id,
    'qp.app-name': 'blog',
    'qp.kind': 'dyno',
  })
  assert.deepEqual(
    { ...layerLabels(controllerId, app), ...builtSlugLabels },
    { 'qp.controller': controllerId, 'qp.app': app.id, 'qp.kind': 'slug' },
  )
})
