import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Type } from 'typebox'
import type { Controller } from '../../../src/api-client/controller.ts'
import { neededFields } from '../../../src/api-client/deis/needed-fields.ts'
import { DeisPage } from '../../../src/api-types/deis/page.ts'
import { type Exchange, page, stubbedDeis, stubDeis } from '../../fixtures/deis-requests.ts'

test('of a page, its items', () => {
  assert.deepEqual(neededFields(DeisPage(Type.Object({}))), ['results'])
  assert.deepEqual(neededFields(Type.Object({ name: Type.String() })), [])
})

const run = async (api: Controller) => {
  const dyno = await api.dynos.create('demo', { command: 'ls', attach: true })
  const { exitCode, message } = await (await api.dynos.attach(dyno, { tty: false })).exit
  assert.equal(exitCode, 1)
  throw new Error(message)
}
const cases: {
  asked: string
  answer: unknown
  call: (api: Controller) => Promise<unknown>
  says: RegExp
  body?: object
  version?: 'v1'
}[] = [
  { asked: 'GET /apps/', answer: {}, call: (api) => api.apps.list(), says: /no results/ },
  { asked: 'GET /apps/', answer: page({ owner: 'jim' }), call: (api) => api.apps.list(), says: /no id/ },
  { asked: 'POST /apps/', answer: {}, body: {}, call: (api) => api.apps.create({}), says: /no id/ },
  {
    asked: 'GET /apps/demo/config/',
    answer: {},
    call: (api) => api.configVars.get('demo'),
    says: /no values/,
  },
  {
    ...{ asked: 'POST /apps/demo/config/', answer: {}, body: { values: { A: '1' } } },
    ...{ call: (api) => api.configVars.update('demo', { A: '1' }), says: /no values/ },
  },
  {
    ...{ asked: 'GET /apps/demo/releases/', answer: page({ uuid: 'r' }) },
    ...{ call: (api) => api.releases.list('demo'), says: /no version/ },
  },
  {
    asked: 'POST /auth/tokens/',
    answer: {},
    body: {},
    call: (api) => api.authorizations.rotate('~'),
    says: /no token/,
  },
  { asked: 'GET /auth/whoami/', answer: {}, call: (api) => api.account.get(), says: /no username/ },
  {
    ...{ asked: 'POST /apps/demo/run', answer: { output: 'hi' }, body: { command: 'ls' } },
    ...{
      call: run,
      says: /answered what no Deis controller answers: no exit_code in POST \/v2\/apps\/demo\/run/,
    },
  },
  {
    ...{ asked: 'POST /apps/demo/run', answer: [], body: { command: 'ls' }, version: 'v1' },
    ...{ call: run, says: /a list of 2 was expected, not \[\] in POST \/v1/ },
  },
]
for (const { asked, answer, call, says, body, version } of cases)
  test(`${asked} answered ${JSON.stringify(answer)} is no success`, async (t: TestContext) => {
    const [method, path = ''] = asked.split(' ')
    const query = path === '/apps/' || path.endsWith('releases/') ? '?limit=100' : ''
    const route = method === 'GET' ? path + query : path
    stubDeis(t, [{ method: method as Exchange['method'], path: route, body, answer }], version)
    await assert.rejects(call(stubbedDeis(version)), { message: says })
  })
