import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documented } from '../../../fixtures/deis-contract.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

async function prepare(t: Parameters<typeof createTestServer>[0]) {
  const { call, platform } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const ask = async (method: string, addresses?: string[]) => {
    const body = addresses && { addresses }
    const answer = await call('owner', method, '/v2/apps/blog/whitelist/', body)
    return [answer.status, answer.body]
  }
  return { ask, acting: () => platform.router.routings.get(app.id)?.whitelist }
}

test('addresses are added, listed and taken away', async (t) => {
  const { ask, acting } = await prepare(t)
  assert.deepEqual(await ask('GET'), [200, { addresses: [] }])
  assert.deepEqual(await ask('POST', ['1.2.3.4']), [201, { addresses: ['1.2.3.4'] }])
  const both = { addresses: ['1.2.3.4', '10.0.0.0/8'] }
  assert.deepEqual(await ask('POST', ['10.0.0.0/8']), [201, both])
  assert.deepEqual([await ask('GET'), acting()], [[200, both], both.addresses])
  assert.deepEqual(await ask('DELETE', ['1.2.3.4']), [204, ''])
  assert.deepEqual(acting(), ['10.0.0.0/8'])
})

test('what is refused', async (t) => {
  const { ask } = await prepare(t)
  await ask('POST', ['1.2.3.4'])
  const refused = [400, [documented('The address zzz is not valid')]]
  assert.deepEqual([await ask('POST', ['zzz']), await ask('DELETE', ['zzz'])], [refused, refused])
  const detail = documented("addresses {'9.9.9.9'} does not exist in whitelist")
  assert.deepEqual(await ask('DELETE', ['9.9.9.9']), [422, { detail }])
  assert.deepEqual(await ask('POST', ['1.2.3.4']), [409, { detail: 'owner changed nothing' }])
  assert.deepEqual(await ask('POST'), [400, { addresses: ['This field is required.'] }])
})
