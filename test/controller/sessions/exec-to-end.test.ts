import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { execToEnd } from '../../../src/controller/sessions/exec-to-end.ts'
import { createTestContainer } from '../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'

const engine = getTestEngine()
let image = ''
before(async () => {
  image = await getTestImage(engine)
})

test('gives what it wrote, once its input and its end were seen', { timeout: 120_000 }, async (t) => {
  const id = await createTestContainer(t, engine, { image })
  await engine.startContainer(id)
  const said = await execToEnd(engine, id, ['sh', '-c', 'cat; echo out; echo err >&2; exit 3'])
  assert.equal(said, 'out\n')
})
