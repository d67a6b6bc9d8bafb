import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const versions = ({ headers }: { headers: Record<string, unknown> }) => [
  headers['deis_api_version'],
  headers['deis_platform_version'],
]

test('every answer says which API it is, refusals too', async (t) => {
  const { call, server } = await createTestServer(t)
  const answers = [
    await call('nobody', 'GET', '/v2/'),
    await call('owner', 'GET', '/v2/'),
    await call('owner', 'GET', '/v2/apps/nope/'),
    await call('owner', 'GET', '/v2/nothing/'),
  ]
  assert.deepEqual(
    answers.map((it) => it.status),
    [401, 200, 404, 404],
  )
  for (const answer of answers) assert.deepEqual(versions(answer), ['2.3', '2.3.0'])
  assert.deepEqual(answers[1]?.body, {})
  assert.equal(answers[0]?.headers['www-authenticate'], 'Token')
  assert.match(String(answers[3]?.headers['content-type']), /html/)
  assert.deepEqual(versions(await call('owner', 'GET', '/apps')), [undefined, undefined])
  assert.doesNotMatch(JSON.stringify(server.swagger()), /\/v2\//)
})

test("a token is given in Deis's way, with or without a slash behind the path", async (t) => {
  const { server, tokens, platform } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  for (const keyword of ['token', 'Token'])
    for (const url of ['/v2/apps/blog/', '/v2/apps/blog']) {
      const headers = { authorization: `${keyword} ${tokens.owner}` }
      const { statusCode, body } = await server.inject({ method: 'GET', url, headers })
      assert.equal(statusCode, 200)
      const { uuid, id, owner } = JSON.parse(body) as Record<string, unknown>
      assert.deepEqual([uuid, id, owner], [app.id, 'blog', 'owner'])
    }
})

test('a request without a body is as good as one with {}', async (t) => {
  const { server, tokens } = await createTestServer(t)
  const headers = { authorization: `token ${tokens.owner}`, 'content-type': 'application/json' }
  const { statusCode } = await server.inject({ method: 'POST', url: '/v2/apps/', headers })
  assert.equal(statusCode, 201)
})
