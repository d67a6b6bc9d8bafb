import assert from 'node:assert/strict'
import { test } from 'node:test'
import { podSuffix } from '../../../../src/controller/http/deis/pod-name.ts'
import { createDeployedApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

async function prepare(t: Parameters<typeof createTestServer>[0]) {
  const { call, platform } = await createTestServer(t)
  const { app } = await createDeployedApp(platform)
  await platform.logs.remove(app.id)
  const append = (source: 'app' | 'qp', dyno: string, text: string) =>
    platform.logs.append(app.id, { at: new Date('2026-11-22T21:48:30.999Z'), source, dyno, text })
  return { app, append, get: (query = '') => call('owner', 'GET', `/v2/apps/blog/logs${query}`) }
}

test("lines are those of Deis's logger", async (t) => {
  const { app, append, get } = await prepare(t)
  append('app', 'web.1', 'hello')
  append('app', 'run.1234', 'once')
  append('app', 'api', 'Release v2 created')
  append('qp', 'web.1', 'State changed from starting to up')
  append('qp', 'router', 'at=info method=GET')
  const { status, headers, body } = await get()
  const at = '2026-11-22T21:48:30+00:00'
  assert.deepEqual(
    [status, headers['content-type'], headers['deis_api_version']],
    [200, 'text/plain; charset=utf-8', '2.3'],
  )
  const web = `web.v2.${podSuffix(app, 2, { type: 'web', ordinal: 1 })}`
  assert.equal(
    body,
    `${at} blog[${web}]: hello
${at} blog[run.v2.1234]: once
${at} deis[controller]: INFO Release v2 created
${at} deis[${web}]: State changed from starting to up
${at} deis[router]: at=info method=GET
`,
  )
})

test('as many as are asked for, a hundred where nobody says', async (t) => {
  const { append, get } = await prepare(t)
  for (let line = 1; line <= 120; line += 1) append('app', 'web.1', `line ${line}`)
  const lines = async (query: string) =>
    String((await get(query)).body)
      .trimEnd()
      .split('\n')
  assert.equal((await lines('')).length, 100)
  const two = await lines('/?log_lines=2')
  assert.deepEqual(
    two.map((it) => it.replace(/.*: /, '')),
    ['line 119', 'line 120'],
  )
  assert.equal((await get('?log_lines=x')).status, 400)
})

test('no lines are no content', async (t) => {
  const { get } = await prepare(t)
  const { status, body } = await get()
  assert.deepEqual([status, body], [204, ''])
})
