import assert from 'node:assert/strict'
import { test } from 'node:test'
import { imageOf, imagesOf } from '../../../src/controller/domain/slug.ts'

const worker = { image: 'qp/worker', exposedPort: 9000 }
const clock = { image: 'qp/web', exposedPort: null }
const slug = { image: 'qp/web', exposedPort: 8080, images: { worker, clock } }

test('a process type runs in its own image, or in that of the others', () => {
  const common = { image: 'qp/web', exposedPort: 8080 }
  assert.deepEqual(imageOf(slug, 'worker'), worker)
  for (const type of ['web', 'toString', undefined]) assert.deepEqual(imageOf(slug, type), common)
  assert.deepEqual(imageOf({ ...common }, 'worker'), common)
})

test('each image once', () => {
  assert.deepEqual(imagesOf(slug), ['qp/web', 'qp/worker'])
  assert.deepEqual(imagesOf({ image: 'a' }), ['a'])
})
