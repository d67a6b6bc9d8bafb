import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listHolders, startHolder } from '../../../src/controller/deploy/holder.ts'
import { toDyno } from '../../../src/controller/deploy/list-dynos.ts'
import { labels } from '../../../src/controller/domain/labels.ts'
import { createEngineApp } from '../../fixtures/engine-app.ts'

test('a holder runs, belongs to its app, and is no dyno', { timeout: 120_000 }, async (t) => {
  const made = await createEngineApp(t)
  const { engine, app, controllerId, oneOffSpec } = made
  const id = await startHolder(made, app)
  assert.ok(id)
  const container = await engine.findContainer(id)
  assert.equal(container?.state, 'running')
  assert.deepEqual(container.labels, {
    [labels.controller]: controllerId,
    [labels.kind]: 'holder',
    [labels.app]: app.id,
    [labels.appName]: app.name,
  })
  // Nothing that lists dynos or tells of their ends takes it for one.
  assert.deepEqual(toDyno(container, false), [])
  const isUsed = async () => (await listHolders(made)).map((it) => [it.container.id, it.isUsed])
  assert.deepEqual(await isUsed(), [[id, false]])
  await engine.createContainer(oneOffSpec(id))
  assert.deepEqual(await isUsed(), [[id, true]])
})

test('one that can not be started is not left behind', { timeout: 120_000 }, async (t) => {
  const made = await createEngineApp(t)
  await made.engine.removeNetwork(made.network)
  await assert.rejects(startHolder(made, made.app), { id: 'not_found' })
  assert.deepEqual(await listHolders(made), [])
})
