import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findUnusedPort } from '../../src/lib/unused-port.ts'
import { aRelease, aSlug } from '../fixtures/resources.ts'

const release = aRelease(13, { slug: { id: 's1' } })

function find(launch: 'buildpack' | 'image', port: string | null, of = release) {
  const api = { slugs: { get: async () => aSlug({ launch }) } }
  return findUnusedPort({ api, app: 'blog' }, port === '' ? { A: '1' } : { PORT: port }, of)
}

test('what buildpacks built is told its port', async () => {
  const why =
    'PORT will not be used: buildpacks built blog, and its dynos get requests on the port that they are told.'
  assert.equal(await find('buildpack', '8080'), why)
})

test('an image is asked where a config var says, if that is a port', async () => {
  assert.equal(await find('image', '8080'), undefined)
  assert.equal(await find('image', '80a'), 'PORT will not be used: it is no number from 1 to 65535.')
  assert.equal(await find('image', '65536'), 'PORT will not be used: it is no number from 1 to 65535.')
})

test('nothing is said of other config vars, of one that is unset, or before the first deploy', async () => {
  for (const port of ['', null]) assert.equal(await find('buildpack', port), undefined)
  assert.equal(await find('buildpack', '8080', aRelease(1, { slug: null })), undefined)
})
