import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { createTestContainer, uniqueName } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'

describe('images of a real engine', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  test('a tag is given, found, and taken away', async () => {
    const tag = `${uniqueName('qp/test')}:v1`
    await engine.tagImage('qp/test:shell', tag)

    const image = await engine.findImage(tag)
    assert.ok(image)
    assert.ok(image.tags.includes(tag))
    assert.equal(image.id, (await engine.findImage('qp/test:shell'))?.id)
    assert.ok(image.size > 1_000_000)
    assert.deepEqual(image.argv, [])
    assert.deepEqual(image.exposedPorts, [])
    const [repository = ''] = tag.split(':')
    assert.deepEqual(await engine.listTags(repository), [tag])
    assert.deepEqual(await engine.listTags(`${repository}-other`), [])
    assert.ok((await engine.listTags('qp/*')).includes(tag))

    await engine.removeImage(tag)
    await engine.removeImage(tag)
    assert.equal(await engine.findImage(tag), undefined)
    assert.ok(await engine.findImage('qp/test:shell'))
  })

  test('are listed by all of their labels', async (t) => {
    const name = uniqueName('qp/test')
    const id = await createTestContainer(t, engine, {})
    const commit = { argv: ['true'], workingDir: '/', user: '', env: {} }
    for (const n of ['1', '2']) {
      const labels = { 'qp.test.set': name, 'qp.test.n': n }
      await engine.commitContainer(id, { ...commit, tag: `${name}:${n}`, labels })
      t.after(() => engine.removeImage(`${name}:${n}`))
    }
    const tags = async (labels: Record<string, string>) =>
      (await engine.listImages(labels)).flatMap((it) => it.tags).sort()
    assert.deepEqual(await tags({ 'qp.test.set': name }), [`${name}:1`, `${name}:2`])
    assert.deepEqual(await tags({ 'qp.test.set': name, 'qp.test.n': '2' }), [`${name}:2`])
  })

  test('in use, it stays', async (t) => {
    const tag = `${uniqueName('qp/test')}:v1`
    const maker = await createTestContainer(t, engine, {})
    await engine.commitContainer(maker, {
      tag,
      labels: {},
      argv: ['true'],
      workingDir: '/',
      user: '',
      env: {},
    })
    const user = await createTestContainer(t, engine, { image: tag })
    await assert.rejects(engine.removeImage(tag), { id: 'conflict' })
    await engine.removeContainer(user)
    await engine.removeImage(tag)
  })

  test('what is not there is not found', async () => {
    assert.equal(await engine.findImage('qp/test:none'), undefined)
    await assert.rejects(engine.tagImage('qp/test:none', 'qp/test:other'), { id: 'not_found' })
  })
})
