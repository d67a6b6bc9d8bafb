import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { provideStackImage } from '../../../src/controller/stack/provide-stack.ts'
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

    assert.deepEqual(await provideStackImage({ ...options, force: false }), { tag, id, size, made: true })
    assert.deepEqual(await provideStackImage({ ...options, force: false }), { tag, id, size, made: false })
    assert.deepEqual(await provideStackImage({ ...options, force: true }), { tag, id, size, made: true })
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
})
