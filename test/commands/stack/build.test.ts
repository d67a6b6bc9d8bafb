import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import StackBuild from '../../../src/commands/stack/build.ts'
import { uniqueName } from '../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { runCommand } from '../../fixtures/run-command.ts'

describe('qp stack:build', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  test('leaves an image alone that it did not make', async (t) => {
    const { stdout, stderr, exitCode } = await runCommand(t, StackBuild, ['--tag', 'qp/test:shell'])
    assert.equal(stdout, 'qp/test:shell\n')
    assert.match(
      stderr,
      /^Making the stack image qp\/test:shell\.\.\. it is there already, and not of qp's own make, \d+ MB\n$/,
    )
    assert.equal(exitCode, 0)
  })

  test('--from takes an image, and --json tells of it', async (t) => {
    const tag = `${uniqueName('qp/test')}:stack`
    t.after(() => engine.removeImage(tag))
    const { stdout, stderr } = await runCommand(t, StackBuild, [
      ...['--from', 'qp/test:shell', '--tag', tag, '--json'],
    ])
    const image = await engine.findImage('qp/test:shell')
    assertIsJsonAnswer('stack:build', stdout)
    assert.deepEqual(JSON.parse(stdout), { tag, id: image?.id, size: image?.size })
    assert.match(stderr, /\.\.\. done, \d+ MB\n$/)
  })

  test('--force does it where there is one', async (t) => {
    const { stderr, exitCode } = await runCommand(t, StackBuild, [
      ...['--tag', 'qp/test:shell', '--force', '--from', '127.0.0.1:1/none:v1'],
    ])
    assert.equal(exitCode, 1)
    assert.match(stderr, /The image 127\.0\.0\.1:1\/none:v1 can't be pulled: /)
  })
})
