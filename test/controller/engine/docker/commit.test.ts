import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { runToEnd, uniqueName } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'

describe('an image of a real container', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  test('has its files, and runs as it is told', async (t) => {
    const tag = `${uniqueName('qp/test')}:v1`
    const argv = ['bash', '-c', 'echo built > /app/file']
    const { id: maker } = await runToEnd(t, engine, {
      argv,
      env: { LEFT: 'over' },
      labels: { kind: 'build', left: 'over' },
    })
    await engine.commitContainer(maker, {
      tag,
      labels: { kind: 'slug' },
      argv: ['bash', '-c', 'cat file; id -un; echo $GREETING'],
      workingDir: '/app',
      user: 'app',
      env: { GREETING: 'hello "$you"' },
    })

    const image = await engine.findImage(tag)
    assert.equal(image?.labels['kind'], 'slug')
    assert.equal(image.labels['left'], 'over', "Docker keeps the container's own beside")
    assert.deepEqual(image.argv, ['bash', '-c', 'cat file; id -un; echo $GREETING'])

    const { id, stdout } = await runToEnd(t, engine, { image: tag, argv: [] })
    await engine.removeContainer(id)
    await engine.removeImage(tag)
    assert.equal(stdout, 'built\napp\nhello "$you"\n')
  })
})
