import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { before, describe, test } from 'node:test'
import { createConnection } from '../../../../src/controller/engine/docker/connection.ts'
import { findContainer, listContainers } from '../../../../src/controller/engine/docker/find-containers.ts'
import { createTestContainer, uniqueName } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'
import { listenOnSocket } from '../../../fixtures/socket-server.ts'

describe('finding containers of a real engine', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  test('one, through its life', async (t) => {
    const name = uniqueName()
    const labels = { 'qp.test.find': name }
    const id = await createTestContainer(t, engine, { name, labels, argv: ['bash', '-c', 'exit 3'] })

    const created = await engine.findContainer(id)
    assert.ok(created)
    const { createdAt, labels: found, ...rest } = created
    assert.ok(Math.abs(createdAt.getTime() - Date.now()) < 60_000)
    assert.equal(found['qp.test.find'], name)
    assert.deepEqual(rest, {
      ...{ id, name, image: 'qp/test:shell', state: 'created', exitCode: null, startedAt: null },
    })

    const exit = engine.waitContainer(id)
    await engine.startContainer(id)
    await exit
    const ended = await engine.findContainer(name)
    assert.deepEqual([ended?.state, ended?.exitCode], ['exited', 3])
    assert.ok(ended?.startedAt)
  })

  test('all that carry all of the labels, running or not', async (t) => {
    const mark = uniqueName()
    const running = await createTestContainer(t, engine, { labels: { 'qp.test.find': mark, type: 'web' } })
    await engine.startContainer(running)
    const created = await createTestContainer(t, engine, { labels: { 'qp.test.find': mark, type: 'worker' } })
    const ids = async (labels: Record<string, string>) =>
      new Set((await engine.listContainers(labels)).map((it) => it.id))

    assert.deepEqual(await ids({ 'qp.test.find': mark }), new Set([running, created]))
    assert.deepEqual(await ids({ 'qp.test.find': mark, type: 'web' }), new Set([running]))
    assert.deepEqual(await ids({ 'qp.test.find': `${mark}-other` }), new Set())
  })

  test('more at once than it asks for at a time', async (t) => {
    const labels = { 'qp.test.find': uniqueName() }
    for (let n = 0; n < 17; n += 1) await createTestContainer(t, engine, { labels })
    assert.equal((await engine.listContainers(labels)).length, 17)
  })

  test('what is not there', async () => {
    assert.equal(await engine.findContainer('qp-test-none'), undefined)
  })
})

test('an inspect that Docker holds back is done without', async (t) => {
  const summary = {
    ...{ Id: '4f00', Names: ['/run-1'], Image: 'qp/blog:v3', Labels: { 'qp.app': 'blog' } },
    ...{ State: 'running', Status: 'Up 3 minutes', Created: 1_785_578_400 },
  }
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0]
    if (path === '/version') response.end('{"Version":"20.10.0","ApiVersion":"1.41"}')
    else if (path === '/v1.41/containers/json') response.end(JSON.stringify([summary]))
    // And no answer at all to /containers/4f00/json.
  })
  const { api } = createConnection({ endpoint: await listenOnSocket(t, server) })
  const expected = {
    ...{ id: '4f00', name: 'run-1', image: 'qp/blog:v3', labels: { 'qp.app': 'blog' }, state: 'running' },
    ...{ exitCode: null, createdAt: new Date(1_785_578_400_000), startedAt: new Date(1_785_578_400_000) },
  }
  assert.deepEqual(await listContainers(api, {}, 50), [expected])
  assert.deepEqual(await findContainer(api, '4f00', 50), expected)
})
