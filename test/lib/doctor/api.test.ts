import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createAgents } from '../../../src/api-client/agents.ts'
import { platformController } from '../../../src/api-client/platform/platform-controller.ts'
import { checkApi } from '../../../src/lib/doctor/api.ts'
import { stubToken } from '../../fixtures/run-command.ts'
import { type WholeControllerOptions, wholeController } from '../../fixtures/whole-controller.ts'

test('checkApi says which controller answers, and whose the token is', async (t) => {
  assert.deepEqual(await look(t, stubToken), { status: 'passed', detail: 'qp 9.8.7, as mia@example.com' })
})

test('checkApi takes a controller that is no qp', async (t) => {
  const answers = { 'GET /openapi.json': { status: 404, body: { id: 'not_found', message: 'no' } } }
  assert.equal((await look(t, stubToken, { answers })).detail, 'a controller, as mia@example.com')
})

test('checkApi tells not logged in from a token that is not valid', async (t) => {
  const { status, detail, hint } = await look(t, undefined)
  assert.deepEqual([status, detail], ['failed', 'qp 9.8.7 answers, but you are not logged in to it.'])
  assert.match(hint ?? '', /qp login http/)
  await assert.rejects(look(t, 'other'), { name: 'ApiError', status: 401 })
})

test('checkApi says that nothing answers', async () => {
  const options = { url: 'http://127.0.0.1:1', api: undefined, agents: createAgents({}) }
  await assert.rejects(checkApi({ ...options, signal: AbortSignal.timeout(60_000) }), { code: 'unreachable' })
})

async function look(t: TestContext, token: string | undefined, options: WholeControllerOptions = {}) {
  const { url } = await wholeController(t, options)
  const api = token === undefined ? undefined : platformController({ url, token })
  return checkApi({ url, api, agents: createAgents({}), signal: AbortSignal.timeout(60_000) })
}
