import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformController } from '../../src/api-client/platform/platform-controller.ts'
import { listOwnApps } from '../../src/lib/list-own-apps.ts'
import { anAccount, anApp } from '../fixtures/resources.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

test('listOwnApps leaves out what belongs to others', async (t) => {
  const others = anApp({ name: 'shop', owner: { id: 'user-bob', email: 'bob@example.com' } })
  const stub = stubController(t)
  stub.get('/account').reply(200, anAccount())
  stub.get('/users/~/apps').reply(200, [others, anApp({ name: 'blog' })])
  const api = platformController({ url: stubUrl, token: stubToken })
  assert.deepEqual(
    (await listOwnApps(api)).map((it) => it.name),
    ['blog'],
  )
})
