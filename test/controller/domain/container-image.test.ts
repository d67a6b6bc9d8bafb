import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withImages, withoutTypes } from '../../../src/controller/domain/container-image.ts'
import { anApp, aSlug, aUser } from '../../fixtures/stored.ts'

const app = anApp('blog', aUser('owner'))
const own = (image: string, exposedPort: number | null = null) => ({ image, exposedPort })

test('the first release runs what its images do; one-off dynos run in that of web', () => {
  const images = { worker: own('w'), web: own('a', 8080) }
  assert.deepEqual(withImages(undefined, images), {
    image: 'a',
    exposedPort: 8080,
    images,
    processTypes: { worker: '', web: '' },
  })
  assert.equal(withImages(undefined, { worker: own('w') }).image, 'w')
})

test('what ran goes on as it did, in its own image or in the common one', () => {
  const before = aSlug(app, {
    image: 'old',
    processTypes: { web: '', worker: './work', clock: './tick' },
    images: { clock: own('c') },
  })
  const { images, processTypes, image } = withImages(before, { web: own('new') })
  assert.equal(image, 'new')
  assert.deepEqual(images, { clock: own('c'), web: own('new'), worker: own('old') })
  assert.deepEqual(processTypes, { web: '', worker: './work', clock: './tick' })
})

test('of a slug by buildpacks nothing is left', () => {
  const before = aSlug(app, { launch: 'buildpack', processTypes: { web: 'node a', clock: 'node b' } })
  const { images, processTypes } = withImages(before, { worker: own('w') })
  assert.deepEqual([images, processTypes], [{ worker: own('w') }, { worker: '' }])
})

test('types are taken away, but not all of them', () => {
  const before = aSlug(app, {
    image: 'a',
    processTypes: { web: '', worker: '' },
    images: { worker: own('w') },
  })
  assert.deepEqual(withoutTypes(before, ['worker']), {
    image: 'a',
    exposedPort: null,
    processTypes: { web: '' },
    images: { web: own('a') },
  })
  assert.equal(withoutTypes(before, ['web', 'worker']), undefined)
})
