import assert from 'node:assert/strict'
import { test } from 'node:test'
import { currentOf, listReleases } from '../../../src/api-client/deis/releases.ts'
import {
  page,
  stubbedDeis,
  stubbedDeisHttp,
  stubDeis,
  testDeisRequests,
} from '../../fixtures/deis-requests.ts'
import { aDeisRelease } from '../../fixtures/deis-resources.ts'

const failed = aDeisRelease(3, { failed: true, summary: 'jim deployed a config that failed' })
const first = aDeisRelease(1, { build: null, summary: 'jim created initial release' })
const list = {
  method: 'GET',
  path: '/apps/demo/releases/?limit=100',
  answer: page(failed, aDeisRelease(2), first),
} as const
const get = (version: number, answer: object) =>
  ({ method: 'GET', path: `/apps/demo/releases/v${version}/`, answer }) as const
const rollback = {
  method: 'POST',
  path: '/apps/demo/releases/rollback/',
  body: { version: 2 },
  status: 201,
  answer: { version: 4 },
} as const
const v4 = aDeisRelease(4, { summary: 'jim rolled back to v2' })

testDeisRequests([
  {
    name: 'releases.list',
    call: (api) => api.releases.list('demo'),
    exchanges: [list],
    result: [
      { version: 3, status: 'failed', current: false, eligible_for_rollback: false },
      {
        id: 'uuid-of-v2',
        version: 2,
        description: 'jim deployed ecdff91',
        status: 'succeeded',
        current: true,
        user: { email: 'jim' },
        slug: { id: 'uuid-of-build' },
        eligible_for_rollback: true,
      },
      { version: 1, current: false, slug: null, eligible_for_rollback: false },
    ],
  },
  {
    name: 'releases.list of the newest',
    call: (api) => api.releases.list('demo', { max: 1 }),
    exchanges: [{ ...list, path: '/apps/demo/releases/?limit=1', answer: page(aDeisRelease(2)) }],
    result: [{ version: 2, current: true }],
  },
  {
    name: 'releases.get',
    call: (api) => api.releases.get('demo', 2),
    exchanges: [get(2, aDeisRelease(2)), list],
    result: { version: 2, current: true },
  },
  ...['v2', '2'].map(
    (which) =>
      ({
        name: `releases.rollback to ${which}`,
        call: (api) => api.releases.rollback('demo', which),
        exchanges: [rollback, get(4, v4), { ...list, answer: page(v4) }],
        result: { version: 4, description: 'jim rolled back to v2', current: true },
      }) satisfies Parameters<typeof testDeisRequests>[0][number],
  ),
  {
    name: 'releases.rollback by id',
    call: (api) => api.releases.rollback('demo', 'uuid-of-v2'),
    exchanges: [list, rollback, get(4, v4), { ...list, answer: page(v4) }],
    result: { version: 4 },
  },
])

test('a release that there is not is named', async (t) => {
  stubDeis(t, [list])
  await assert.rejects(stubbedDeis().releases.rollback('demo', 'uuid-of-v9'), { code: 'not_found' })
})

test('where all of them failed none is current', async (t) => {
  stubDeis(t, [{ ...list, answer: page(failed) }])
  assert.equal(currentOf(await listReleases(stubbedDeisHttp(), 'demo')), undefined)
})

test('there are no release commands, and a build is not released again', async (t) => {
  stubDeis(t, [])
  const { releases } = stubbedDeis()
  await assert.rejects(releases.create('demo', { slug: 'x' }), { code: 'not_supported' })
  await assert.rejects(releases.readOutput('demo', 1), { code: 'not_supported' })
})
