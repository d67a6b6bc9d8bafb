import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Engine } from '../../../src/controller/engine/engine.ts'
import { readHostCertificates } from '../../../src/controller/stack/host-certificates.ts'
import { provideStackImage } from '../../../src/controller/stack/provide-stack.ts'
import { stackLabels } from '../../../src/controller/stack/stack-recipe.ts'
import { createTestContainer, uniqueName } from '../../fixtures/containers.ts'
import { getTestEngine, getTestImage, getTestNodeImage } from '../../fixtures/engine.ts'

describe('providing the stack image', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  test('is done once, unless it is forced', async (t) => {
    const tag = `${uniqueName('qp/test')}:stack`
    t.after(() => engine.removeImage(tag))
    const options = { engine, tag, from: 'qp/test:shell', onOutput() {}, signal: t.signal }
    const { id, size } = (await engine.findImage('qp/test:shell')) ?? {}
    const provide = (force: boolean) => provideStackImage({ ...options, force })

    assert.deepEqual(await provide(false), { tag, id, size, outcome: 'made' })
    assert.deepEqual(await provide(false), { tag, id, size, outcome: 'current' })
    assert.deepEqual(await provide(true), { tag, id, size, outcome: 'made' })
  })

  test('another image than the one that was taken is taken without force', async (t) => {
    const tag = `${uniqueName('qp/test')}:stack`
    t.after(() => engine.removeImage(tag))
    const options = { engine, tag, force: false, onOutput() {}, signal: t.signal }
    await provideStackImage({ ...options, from: 'qp/test:shell' })
    const { id, outcome } = await provideStackImage({ ...options, from: await getTestNodeImage(engine) })
    assert.equal(outcome, 'made')
    assert.equal(id, (await engine.findImage('qp/test:node'))?.id)
  })

  test('one of its own is current while it would be made the same, and one that was taken is left alone', async () => {
    const certificates = await readHostCertificates()
    const now = stackLabels(certificates)
    const provide = (labels: Record<string, string>) => {
      const image = { id: 'sha256:1', tags: [], size: 1, exposedPorts: [], argv: [], labels }
      const asked: Engine = { ...engine, findImage: async () => image }
      const signal = AbortSignal.abort(new Error('it is made'))
      const options = { engine: asked, tag: 'qp/test:none', from: undefined, force: false, onOutput() {} }
      return provideStackImage({ ...options, signal })
    }
    assert.equal((await provide(now)).outcome, 'current')
    assert.equal((await provide({})).outcome, 'taken')
    for (const name of Object.keys(now))
      await assert.rejects(provide({ ...now, [name]: 'older' }), /it is made|needs root/)
  })

  test('what is replaced goes, unless it has another name', async (t) => {
    const tag = `${uniqueName('qp/test')}:stack`
    t.after(() => engine.removeImage(tag))
    const maker = await createTestContainer(t, engine, {})
    await engine.commitContainer(maker, {
      tag,
      labels: {},
      argv: ['true'],
      workingDir: '/',
      user: '',
      env: {},
    })
    const old = await engine.findImage(tag)
    assert.ok(old)

    const options = { engine, tag, force: true, onOutput() {}, signal: t.signal }
    await provideStackImage({ ...options, from: 'qp/test:shell' })
    assert.equal(await engine.findImage(old.id), undefined)
    await provideStackImage({ ...options, from: await getTestNodeImage(engine) })
    assert.ok(await engine.findImage('qp/test:shell'))
  })

  test('its one other name, which nothing uses, stays', async (t) => {
    const [tag, other] = [`${uniqueName('qp/test')}:stack`, `${uniqueName('qp/test')}:other`]
    t.after(() => Promise.all([engine.removeImage(tag), engine.removeImage(other)]))
    const maker = await createTestContainer(t, engine, {})
    const commit = { labels: {}, argv: ['true'], workingDir: '/', user: '', env: {} }
    await engine.commitContainer(maker, { ...commit, tag: other })
    const options = { engine, tag, force: true, onOutput() {}, signal: t.signal }
    await provideStackImage({ ...options, from: other })
    await provideStackImage({ ...options, from: 'qp/test:shell' })
    assert.ok(await engine.findImage(other))
  })
})
