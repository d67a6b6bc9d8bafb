import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDeployedApp, createEmptyApp, listContainers } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('values survive byte for byte, and come back whole', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const config = { A: 'a "quoted" \n\r\t\u0001\u{1f642} $X `y` \\', EMPTY: '', _lower9: ' ' }
  const { status, body } = await call('owner', 'PATCH', '/apps/blog/config-vars', config)
  assert.deepEqual([status, body], [200, config])
  assert.deepEqual((await call('owner', 'GET', '/apps/blog/config-vars')).body, config)
})

test('null unsets, what is not named stays; earlier releases keep theirs', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  await call('owner', 'PATCH', '/apps/blog/config-vars', { A: '1', B: '2' })
  assert.deepEqual((await call('owner', 'PATCH', '/apps/blog/config-vars', { A: null, C: '3' })).body, {
    B: '2',
    C: '3',
  })
  const of = async (release: string) =>
    (await call('owner', 'GET', `/apps/blog/releases/${release}/config-vars`)).body
  assert.deepEqual(
    [await of('1'), await of('v2'), await of('3')],
    [{}, { A: '1', B: '2' }, { B: '2', C: '3' }],
  )
  assert.equal((await call('owner', 'GET', '/apps/blog/releases/9/config-vars')).status, 404)
})

test('a change is rolled out before it is answered, step by step for who watches', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createDeployedApp(platform)
  const watching = { accept: 'application/x-ndjson' }
  const { body } = await call('owner', 'PATCH', '/apps/blog/config-vars', { A: '1' }, watching)
  const lines = String(body)
    .trimEnd()
    .split('\n')
    .map((it) => JSON.parse(it))
  assert.deepEqual(lines[0], {
    progress: { kind: 'step', step: 'start', dyno: 'web.1', state: 'begun', text: 'starting' },
  })
  assert.deepEqual(lines.at(-1), { result: { status: 200, headers: {}, body: { A: '1' } } })
  assert.deepEqual(listContainers(platform), ['web.1@v3 running'])
})

const refused = [{ 'A-B': '1' }, { A: 'x\0' }, { A: 5 }, [], 'A=1']
for (const body of refused) {
  test(`PATCH of ${JSON.stringify(body)}: 422, and nothing changes`, async (t) => {
    const { platform, call } = await createTestServer(t)
    const { app } = await createEmptyApp(platform)
    const headers = { 'content-type': 'application/json' }
    const payload = JSON.stringify(body)
    assert.equal((await call('owner', 'PATCH', '/apps/blog/config-vars', payload, headers)).status, 422)
    assert.equal((await platform.store.releases.listOfApp(app.id)).length, 1)
  })
}
