import assert from 'node:assert/strict'
import { test } from 'node:test'
import { putAll } from '../../../src/controller/deploy/save-formation.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('all entries are saved, or none', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  const quantities = async () => (await platform.store.formation.listOfApp(app.id)).map((it) => it.quantity)
  const [web = assert.fail()] = await platform.store.formation.listOfApp(app.id)
  await putAll(platform, [])
  await assert.rejects(
    putAll(platform, [
      { ...web, quantity: 4 },
      { ...web, id: 'other', appId: 'nobody' },
    ]),
  )
  assert.deepEqual(await quantities(), [1])
  await putAll(platform, [{ ...web, quantity: 4 }])
  assert.deepEqual(await quantities(), [4])
})
