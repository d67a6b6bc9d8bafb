import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { labelImage } from '../../../src/controller/deploy/label-image.ts'
import { createBuildApp } from '../../fixtures/build.ts'
import { getTestImage } from '../../fixtures/engine.ts'

test('an image gets another name with labels of ours, and keeps its own', async (t) => {
  const { tools, app, engine, ours } = createBuildApp(t)
  const from = await getTestImage(engine)
  const to = `qp-test-${randomUUID().slice(0, 8)}/labelled:one`
  await labelImage(tools, app, { from, to })
  const [found] = await engine.listImages({ ...ours, 'qp.app': app.id })
  assert.deepEqual(found?.tags, [to])
  assert.ok((await engine.findImage(from))?.tags.includes(from))
})
