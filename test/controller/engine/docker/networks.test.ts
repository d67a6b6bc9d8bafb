import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runToEnd, uniqueName } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'

describe('networks of a real engine', () => {
  const engine = getTestEngine()

  test('asked for many times at once, also by several controllers, there is one', async (t) => {
    const name = uniqueName()
    const labels = { 'qp.test.network': name }
    t.after(() => engine.removeNetwork(name))
    const others = Array.from({ length: 4 }, () => getTestEngine())
    const names = await Promise.all(
      [engine, engine, ...others, ...others].map((it) => it.ensureNetwork(name, labels)),
    )
    assert.deepEqual([...new Set(names)], [name])
    assert.deepEqual(await engine.listNetworks(labels), [name])
    await engine.ensureNetwork(name, labels)
    assert.deepEqual(await engine.listNetworks(labels), [name])
  })

  test('containers on one find each other by alias', async (t) => {
    const name = uniqueName()
    await getTestImage(engine)
    await engine.ensureNetwork(name, {})
    const { id, stdout } = await runToEnd(t, engine, {
      ...{ network: name, networkAliases: ['db'] },
      argv: ['bash', '-c', 'echo > /dev/udp/db/53 && echo found'],
    })
    await engine.removeContainer(id)
    await engine.removeNetwork(name)
    assert.equal(stdout, 'found\n')
  })

  test('a name that is part of another is another', async (t) => {
    const name = uniqueName()
    const labels = { 'qp.test.network': name }
    t.after(() => engine.removeNetwork(`${name}-longer`))
    await engine.ensureNetwork(`${name}-longer`, labels)
    await engine.ensureNetwork(name, labels)
    await engine.removeNetwork(name)
    await engine.removeNetwork(name)
    assert.deepEqual(await engine.listNetworks(labels), [`${name}-longer`])
  })
})
