import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDockerEngine } from '../../../../src/controller/engine/docker/docker-engine.ts'

test('the engine of this machine answers', async () => {
  const { version, apiVersion } = await createDockerEngine().ping()
  assert.match(version, /^\d+\.\d+/)
  assert.match(apiVersion, /^1\.\d\d$/)
})

test('it says whether a terminal has its size at birth, as its version tells', async () => {
  const engine = createDockerEngine()
  const { apiVersion } = await engine.ping()
  assert.equal(await engine.setsTerminalSize(), Number(apiVersion.split('.')[1]) >= 42)
})

test('an engine that is down can be asked for, and says so at each call', async () => {
  const engine = createDockerEngine({ endpoint: { transport: 'socket', path: '/nowhere/docker.sock' } })
  const unavailable = { id: 'engine_unavailable', message: /\/nowhere\/docker\.sock \(ENOENT\)/ }
  await assert.rejects(engine.ping(), unavailable)
  await assert.rejects(engine.listContainers({}), unavailable)
  const { signal } = new AbortController()
  await assert.rejects(async () => {
    for await (const _ of engine.watchContainers({}, signal));
  }, unavailable)
})
