import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DockerApi } from '../../../../src/controller/engine/docker/docker-api.ts'
import { listNodes } from '../../../../src/controller/engine/docker/nodes.ts'
import { getTestEngine } from '../../../fixtures/engine.ts'

test('an engine is one node, under its own name', async () => {
  const nodes = await getTestEngine().listNodes()
  assert.equal(nodes.length, 1)
  assert.ok(nodes[0]?.name)
})

const infos: [labels: string[] | null, tags: Record<string, string>][] = [
  [['rack=1', 'note=a=b', 'fast'], { rack: '1', note: 'a=b', fast: '' }],
  [[], {}],
  [null, {}],
]
for (const [labels, tags] of infos) {
  test(`labels of dockerd ${JSON.stringify(labels)} are tags`, async () => {
    const send = async () => ({ Name: 'vm', Labels: labels })
    assert.deepEqual(await listNodes({ send } as unknown as DockerApi), [{ name: 'vm', tags }])
  })
}
