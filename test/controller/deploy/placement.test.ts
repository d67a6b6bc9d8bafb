import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createOneOff } from '../../../src/controller/deploy/one-off.ts'
import { changeTags, listNodes, placeDyno } from '../../../src/controller/deploy/placement.ts'
import { scale } from '../../../src/controller/deploy/scale.ts'
import { createDeployedApp, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

async function createPlaced(t: Parameters<typeof createTestPlatform>[0]) {
  const nodes = [{ name: 'one', tags: { rack: '1' } }]
  const platform = await createTestPlatform(t, {
    settings: { tags: { ssd: 'true' } },
    engine: { listNodes: async () => nodes },
  })
  const { app, user } = await createDeployedApp(platform)
  const change = (changes: Record<string, string | null>) => changeTags(platform, { app, user, changes })
  return { platform, app, user, change, nodes }
}

test("a node has the engine's tags and the controller's", async (t) => {
  const { platform } = await createPlaced(t)
  assert.deepEqual(await listNodes(platform), [{ name: 'one', tags: { rack: '1', ssd: 'true' } }])
})

test('tags that a node has are kept, others are refused and change nothing', async (t) => {
  const { platform, app, change } = await createPlaced(t)
  assert.equal(await placeDyno(platform, app), undefined)
  assert.deepEqual(await change({ rack: '1', ssd: 'true' }), { rack: '1', ssd: 'true' })
  assert.equal((await placeDyno(platform, app))?.name, 'one')
  await assert.rejects(change({ rack: '2' }), {
    id: 'conflict',
    message: /^No node has the tags rack=2, ssd=true\. one has rack=1, ssd=true\./,
  })
  assert.deepEqual(await platform.store.appTags.ofApp(app.id), { rack: '1', ssd: 'true' })
  assert.deepEqual(await change({ rack: null, ssd: null }), {})
  assert.deepEqual(platform.events, [])
  assert.ok(
    platform.logs.texts(app.id).includes('app[api]: Changed tags rack, ssd by user owner@example.com'),
  )
})

test('where a node has lost its tags, nothing new starts, and what runs goes on', async (t) => {
  const { platform, app, user, change, nodes } = await createPlaced(t)
  await change({ rack: '1', ssd: 'true' })
  nodes[0] = { name: 'one', tags: { rack: '2' } }
  const changes = [{ type: 'web', quantity: 2 }]
  await assert.rejects(scale(platform, { app, user, changes, report: platform.report }), { id: 'conflict' })
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.deepEqual(await change({ ssd: null }), { rack: '1' })
  const request = { app, user, from: '', command: { line: 'ls' }, env: {}, size: undefined }
  await assert.rejects(createOneOff(platform, { ...request, tty: false, attached: false }), {
    id: 'conflict',
    message: /rack=1/,
  })
})
