import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { Problem } from '../../../../src/controller/domain/problem.ts'
import { createTestContainer, runToEnd, uniqueName } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'
import { exhaustMemory, memoryHog } from '../../../fixtures/memory-hog.ts'

describe('waiting for a real container', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  test('asked before the start, it catches a quick end every time', async (t) => {
    for (let round = 0; round < 5; round += 1) {
      const { code } = await runToEnd(t, engine, { argv: ['bash', '-c', `exit ${round + 1}`] })
      assert.equal(code, round + 1)
    }
  })

  test('asked after the end, it still knows', async (t) => {
    const { id } = await runToEnd(t, engine, { argv: ['bash', '-c', 'exit 9'] })
    assert.deepEqual(await engine.waitContainer(id), { code: 9, outOfMemory: false })
  })

  test('a signal is 128 and its number', async (t) => {
    const { code } = await runToEnd(t, engine, { argv: ['bash', '-c', 'kill -9 $BASHPID'] })
    assert.equal(code, 137)
  })

  test('a process that took too much memory', async (t) => {
    const labels = { 'qp.test.wait': uniqueName() }
    const argv = ['bash', '-c', memoryHog]
    const id = await createTestContainer(t, engine, { argv, labels, memoryMb: 16, openStdin: true })
    const { stdin, stdout, stderr } = await engine.attachContainer(id, { tty: false, stdin: true })
    for (const output of [stdout, stderr]) output?.resume()
    const exit = engine.waitContainer(id)
    await engine.startContainer(id)
    await exhaustMemory(stdin, labels)
    assert.deepEqual(await exit, { code: 137, outOfMemory: true })
  })

  test('a container that is removed unstarted has no code', async (t) => {
    const id = await createTestContainer(t, engine, {})
    const rejected = assert.rejects(engine.waitContainer(id), { id: 'not_found' })
    await engine.listContainers({ 'qp.test': 'one turn of the engine' })
    await engine.removeContainer(id)
    await rejected
  })

  test('one that is removed while it runs ends by SIGKILL, or is gone', async (t) => {
    const id = await createTestContainer(t, engine, {})
    await engine.startContainer(id)
    const exit = engine.waitContainer(id).then(
      ({ code }) => assert.equal(code, 137),
      (error: unknown) => assert.ok(error instanceof Problem && error.id === 'not_found'),
    )
    await engine.removeContainer(id)
    await exit
  })

  test('aborting rejects with the reason', async (t) => {
    const id = await createTestContainer(t, engine, {})
    const controller = new AbortController()
    const exit = engine.waitContainer(id, { signal: controller.signal })
    controller.abort(new Error('enough'))
    await assert.rejects(exit, { message: 'enough' })
  })

  test('for what is not there', async () => {
    await assert.rejects(engine.waitContainer('qp-test-none'), { id: 'not_found' })
  })
})
