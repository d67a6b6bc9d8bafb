import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { page, stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisBuild, aDeisRelease } from '../../fixtures/deis-resources.ts'

const pushed = aDeisBuild({
  uuid: 'uuid-of-push',
  sha: 'ecdff91',
  image: 'demo:git-ecdff91',
  procfile: { web: './a' },
})
const docker = aDeisBuild({ uuid: 'uuid-of-docker', sha: 'ecdff91', dockerfile: 'FROM x' })
const list = {
  method: 'GET',
  path: '/apps/demo/builds/?limit=100',
  answer: page(pushed, docker, aDeisBuild()),
} as const
const releases = { method: 'GET', path: '/apps/demo/releases/?limit=1' } as const
const released = {
  method: 'GET',
  path: '/apps/demo/releases/?limit=100',
  answer: page(
    aDeisRelease(4, { build: 'uuid-of-docker', failed: true }),
    aDeisRelease(3, { build: 'uuid-of-push' }),
    aDeisRelease(1, { build: null }),
  ),
} as const
const post = (body: object) =>
  ({ method: 'POST', path: '/apps/demo/builds/', body, status: 201, answer: aDeisBuild() }) as const

testDeisRequests([
  {
    name: 'builds.list',
    call: (api) => api.builds.list('demo'),
    exchanges: [list, released],
    result: [
      {
        id: 'uuid-of-push',
        status: 'succeeded',
        source_blob: { url: 'demo:git-ecdff91', version: 'ecdff91' },
        user: { email: 'jim' },
      },
      { id: 'uuid-of-docker', status: 'failed' },
      { id: 'uuid-of-build', status: 'failed', source_blob: { version: null } },
    ],
  },
  {
    name: 'builds.get, which Deis itself would answer with the newest',
    call: (api) => api.builds.get('demo', 'uuid-of-build'),
    exchanges: [list, released],
    result: { id: 'uuid-of-build' },
  },
  {
    name: 'builds.create, with the release that came of it',
    call: (api) => api.builds.create('demo', { image: 'example/go:latest' }),
    exchanges: [post({ image: 'example/go:latest' }), { ...releases, answer: page(aDeisRelease(2)) }],
    result: { id: 'uuid-of-build', release: { id: 'uuid-of-v2' } },
  },
  {
    name: 'builds.create with process types, where another release was quicker',
    call: (api) => api.builds.create('demo', { image: 'example/go', procfile: { web: './a' } }),
    exchanges: [
      post({ image: 'example/go', procfile: { web: './a' } }),
      { ...releases, answer: page(aDeisRelease(3, { build: 'other' })) },
    ],
    result: { release: null },
  },
  {
    name: 'slugs.get of what buildpacks made',
    call: (api) => api.slugs.get('demo', 'uuid-of-push'),
    exchanges: [list],
    result: {
      image: 'demo:git-ecdff91',
      launch: 'buildpack',
      commit: 'ecdff91',
      process_types: { web: './a' },
    },
  },
  {
    name: 'slugs.get of what a Dockerfile made',
    call: (api) => api.slugs.get('demo', 'uuid-of-docker'),
    exchanges: [list],
    result: { launch: 'image', commit: 'ecdff91' },
  },
  {
    name: 'slugs.get of an image',
    call: (api) => api.slugs.get('demo', 'uuid-of-build'),
    exchanges: [list],
    result: { image: 'example/go:latest', launch: 'image', commit: null },
  },
])

test('a build that there is not is named', async (t) => {
  stubDeis(t, [list, released])
  await assert.rejects(stubbedDeis().builds.get('demo', 'x'), {
    code: 'not_found',
    message: /No such build: x\./,
  })
})

test('Deis builds what is pushed, and nothing else', async (t) => {
  stubDeis(t, [])
  const { builds } = stubbedDeis()
  const refused = [
    () => builds.create('demo', { source_blob: { url: 'https://example.com/a.tgz' } }),
    () => builds.upload('demo', Readable.from([])),
    () => builds.cancel('demo', 'x'),
    () => builds.readOutput('demo', 'x'),
  ]
  for (const call of refused) await assert.rejects(call, { code: 'not_supported' }, String(call))
})
