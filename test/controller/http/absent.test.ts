import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findAbsent } from '../../../src/controller/http/absent.ts'
import { createTestServer } from '../../fixtures/test-server.ts'

const paths = [
  ['/teams/ops/apps', /^There are no teams here\. `qp access:add`/],
  ['/teams', /no teams/],
  ['/spaces/x?a=b', /no spaces/],
  ['/pipelines?eq[name]=x', /no pipelines/],
  ['/apps/blog/pipeline-couplings', /no pipelines/],
  ['/apps/blog/addons', /no add-ons/],
  ['/actions/addons/resolve', /no add-ons/],
  ['/addon-services/x/plans', /no add-ons/],
  ['/apps/blog/telemetry-drains', /no telemetry drains/],
  ['/apps/blog/usage', /no usage/],
] as const
for (const [path, text] of paths)
  test(`${path} is of what is not here`, () => assert.match(findAbsent(path) ?? '', text))

for (const path of ['/', '/apps', '/apps/teams', '/apps/blog/toString', '/constructor', '/nowhere/x/addons'])
  test(`${path} is no such path`, () => assert.equal(findAbsent(path), undefined))

test('what heroku asks for and is not here is answered with what does the like', async (t) => {
  const { call } = await createTestServer(t)
  const { status, body } = await call('owner', 'POST', '/teams/apps', { name: 'shop' })
  const message = 'There are no teams here. `qp access:add` lets somebody into an app.'
  assert.deepEqual([status, body], [404, { id: 'not_found', message }])
})
