import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { takeStackImage } from '../../../src/controller/stack/take-stack.ts'
import { uniqueName } from '../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'

describe('taking an image for the stack', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  test('one that the engine has is not pulled', async (t) => {
    const tag = `${uniqueName('qp/test')}:stack`
    t.after(() => engine.removeImage(tag))
    const onOutput = (line: string) => assert.fail(line)
    await takeStackImage({ engine, from: 'qp/test:shell', tag, onOutput })
    assert.equal((await engine.findImage(tag))?.id, (await engine.findImage('qp/test:shell'))?.id)
  })

  test('one that can be had nowhere', async () => {
    // Port 1 of the loopback address: a registry that surely does not answer.
    const from = '127.0.0.1:1/none:v1'
    await assert.rejects(takeStackImage({ engine, from, tag: 'qp/test:stack', onOutput() {} }), {
      id: 'not_found',
      message: /^The image 127\.0\.0\.1:1\/none:v1 can't be pulled: /,
    })
  })
})
