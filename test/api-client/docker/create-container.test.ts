import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { createContainer, findNetwork } from '../../../src/api-client/docker/create-container.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import type { Image } from '../../../src/controller/engine/engine.ts'
import { buildTestSpec } from '../../fixtures/containers.ts'
import { getTestEngine } from '../../fixtures/engine.ts'
import { fakeEngine } from '../../fixtures/fake-engine.ts'
import { testRegistry } from '../../fixtures/registry.ts'
import { tempPlace } from '../../fixtures/run-command.ts'

const spec = buildTestSpec({ image: 'blog:v1' })
const image: Image = { id: 'sha256:1', tags: [], labels: {}, size: 1, exposedPorts: [], argv: [] }
const missing = () => Promise.reject(problem('not_found', 'Docker: No such image: blog:v1'))

function pulling({ signal = new AbortController().signal } = {}) {
  const pulled: string[] = []
  const surroundings = { env: {}, home: '/nonexistent' }
  return { pulled, options: { onPull: (name: string) => void pulled.push(name), signal, surroundings } }
}

test('an image that is there is not asked for', async () => {
  const { pulled, options } = pulling()
  assert.equal(await createContainer(fakeEngine({ createContainer: async () => 'c1' }), spec, options), 'c1')
  assert.deepEqual(pulled, [])
})

test('one that is not there is fetched first', async () => {
  const { pulled, options } = pulling()
  let isThere = false
  const engine = fakeEngine({
    createContainer: () => (isThere ? Promise.resolve('c1') : missing()),
    findImage: async () => undefined,
    pullImage: async () => {
      isThere = true
    },
  })
  assert.equal(await createContainer(engine, spec, options), 'c1')
  assert.deepEqual(pulled, ['blog:v1'])
})

test('one that can not be had is said once, with the reason', async () => {
  const engine = fakeEngine({
    createContainer: missing,
    findImage: async () => undefined,
    pullImage: () =>
      Promise.reject(
        problem('not_found', "The image blog:v1 can't be pulled: denied", { cause: new Error('denied') }),
      ),
  })
  await assert.rejects(createContainer(engine, spec, pulling().options), {
    message:
      "the engine does not have the image, and it can't be pulled: denied; `docker login docker.io` here may help",
  })
})

test('one of a registry that wants a login is fetched with it', { timeout: 120_000 }, async (t) => {
  const real = getTestEngine()
  const login = { username: 'ann', password: 'pa:55>?~w' }
  const { host, image: name } = await testRegistry(t, login)
  const { folder } = await tempPlace(t)
  const options = { ...pulling().options, surroundings: { env: { DOCKER_CONFIG: folder }, home: folder } }
  const make = () => createContainer(real, buildTestSpec({ image: name }), options)
  await assert.rejects(make(), {
    message: /no basic auth credentials.*; `docker login 127\.0\.0\.1:\d+` here/,
  })
  const auth = Buffer.from(`${login.username}:${login.password}`).toString('base64')
  await writeFile(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }))
  const id = await make()
  t.after(async () => {
    await real.removeContainer(id)
    await real.removeImage(name)
  })
  assert.equal((await real.findContainer(id))?.image, name)
})

test('what else is missing is not taken for the image', async () => {
  const engine = fakeEngine({
    createContainer: () => Promise.reject(problem('not_found', 'Docker: network gone')),
    findImage: async () => image,
  })
  await assert.rejects(createContainer(engine, spec, pulling().options), { message: 'Docker: network gone' })
})

test('an interruption does not wait for the image', async () => {
  const interrupted = new AbortController()
  const engine = fakeEngine({
    createContainer: missing,
    findImage: async () => undefined,
    pullImage: () => new Promise(() => interrupted.abort(new Error('Ctrl-C'))),
  })
  await assert.rejects(createContainer(engine, spec, pulling(interrupted).options), { message: 'Ctrl-C' })
})

test("the network is the app's own where the engine has it", async () => {
  const listed: object[] = []
  const engine = (...names: string[]) =>
    fakeEngine({
      listNetworks: async (labels) => {
        listed.push(labels)
        return names
      },
    })
  assert.equal(await findNetwork(engine('qp-c0ffee00-blog'), { id: 'app-1' }), 'qp-c0ffee00-blog')
  assert.equal(await findNetwork(engine(), { id: 'app-1' }), 'bridge')
  assert.equal(await findNetwork(fakeEngine({}), null), 'bridge')
  assert.deepEqual(listed[0], { 'qp.app': 'app-1', 'qp.kind': 'network' })
})
