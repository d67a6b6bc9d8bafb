import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Deployed, summarizeRelease } from '../../../../src/controller/http/deis/release-summary.ts'
import { documented } from '../../../fixtures/deis-contract.ts'

type Made = Parameters<typeof summarizeRelease>[0]

const made = (fields: Partial<Made>): Made => ({
  status: 'succeeded',
  slugId: 'slug-1',
  config: {},
  description: '',
  ...fields,
})
const build = 'fa8abe12-0000-4000-8000-000000000000'
const ofCommit: Deployed = { build, commit: 'ecdff91c57a0b9ab82e89634df87e293d259a3aa', image: 'x' }
const ofImage: Deployed = { build, commit: null, image: 'deis/example-go:latest' }

const table: { is: Partial<Made>; after?: Partial<Made>; of?: Deployed; summary: string }[] = [
  { is: { slugId: 'slug-2' }, of: ofCommit, summary: documented('jim deployed ecdff91') },
  { is: { slugId: 'slug-2' }, of: ofImage, summary: documented('jim deployed deis/example-go:latest') },
  { is: { config: { B: '1', A: '1' } }, summary: documented('jim added A, B') },
  {
    is: { config: { A: '1', FOO: '2' } },
    after: { config: { FOO: '1', PORT: '5000' } },
    summary: documented('jim added A, changed FOO, deleted PORT'),
  },
  { is: { config: { FOO: '2' } }, after: { config: { FOO: '1' } }, summary: 'jim changed FOO' },
  { is: {}, after: { config: { N: '1' } }, summary: 'jim deleted N' },
  {
    is: { slugId: 'slug-2', config: { A: '1' } },
    of: ofCommit,
    summary: 'jim deployed ecdff91 and jim added A',
  },
  { is: { description: 'Rollback to v4', config: { A: '1' } }, summary: documented('jim rolled back to v4') },
  { is: { slugId: 'slug-2', status: 'failed' }, of: ofCommit, summary: 'jim deployed fa8abe1 which failed' },
  { is: { config: { A: '1' }, status: 'failed' }, summary: documented('jim deployed a config that failed') },
  {
    is: { description: 'Rollback to v4', slugId: 'slug-2', status: 'failed' },
    of: ofCommit,
    summary: documented('jim performed roll back to a release that failed'),
  },
  { is: {}, of: ofCommit, summary: 'jim changed nothing' },
]
for (const { is, after = {}, of, summary } of table)
  test(summary, () => assert.equal(summarizeRelease(made(is), made(after), of, 'jim'), summary))

test('the first release', () => {
  const summary = documented('jim created initial release')
  assert.equal(summarizeRelease(made({ slugId: null }), undefined, undefined, 'jim'), summary)
})
