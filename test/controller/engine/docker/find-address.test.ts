import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { createTestContainer, uniqueName } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestNodeImage } from '../../../fixtures/engine.ts'
import { until } from '../../../fixtures/until.ts'

test("a running container's port is reached at its address, published or not", async (t) => {
  const engine = getTestEngine()
  const network = uniqueName()
  await engine.ensureNetwork(network, {})
  const id = await createTestContainer(t, engine, {
    image: await getTestNodeImage(engine),
    argv: ['node', '-e', 'require("net").createServer().listen(9000)'],
    network,
  })
  t.after(() => engine.removeNetwork(network))
  assert.equal(await engine.findAddress(id), undefined)
  await engine.startContainer(id)
  const host = await engine.findAddress(id)
  assert.ok(host)
  const isReached = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(9000, host, () => resolve(true))
      socket.on('connect', () => socket.destroy()).on('error', () => resolve(false))
    })
  await until('it listens', isReached)
  const guest = await createTestContainer(t, engine, { network: `container:${id}` })
  await engine.startContainer(guest)
  assert.equal(await engine.findAddress(guest), host)
})

test('what is not there has none', async () => {
  assert.equal(await getTestEngine().findAddress('no-such-container'), undefined)
})
