import assert from 'node:assert/strict'
import { once } from 'node:events'
import { before, describe, test } from 'node:test'
import { createTestContainer } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'

describe('stopping a real container', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  /** Runs a script that says `up` when it is ready. */
  async function startScript(t: Parameters<typeof createTestContainer>[0], script: string): Promise<string> {
    const id = await createTestContainer(t, engine, { argv: ['bash', '-c', script] })
    await engine.startContainer(id)
    for await (const { text } of engine.followLogs(id, { signal: t.signal })) if (text === 'up') break
    return id
  }

  test('SIGTERM comes first and may be answered', async (t) => {
    const id = await startScript(t, 'trap "exit 5" TERM; echo up; while :; do sleep 0.01; done')
    await engine.stopContainer(id, { graceSeconds: 30 })
    assert.equal((await engine.findContainer(id))?.exitCode, 5)
  })

  test('SIGKILL follows where it is not', async (t) => {
    const id = await startScript(t, 'trap "" TERM; echo up; while :; do sleep 0.01; done')
    await engine.stopContainer(id, { graceSeconds: 1 })
    assert.equal((await engine.findContainer(id))?.exitCode, 137)
  })

  for (const verb of ['stop', 'remove'] as const) {
    test(`an attached reader that stalls does not hold up a ${verb}`, async (t) => {
      const argv = ['bash', '-c', 'trap "" TERM; while :; do printf %65536s x; done']
      const id = await createTestContainer(t, engine, { argv, log: null })
      const { stdout } = await engine.attachContainer(id, { tty: false, stdin: false })
      await engine.startContainer(id)
      await once(stdout, 'readable')
      if (verb === 'stop') await engine.stopContainer(id, { graceSeconds: 1 })
      else await engine.removeContainer(id)
      const state = (await engine.findContainer(id))?.state
      assert.equal(state, verb === 'stop' ? 'exited' : undefined)
    })
  }

  test('what has stopped or gone can be stopped and signalled', async (t) => {
    const id = await startScript(t, 'echo up')
    await engine.waitContainer(id)
    await engine.stopContainer(id, { graceSeconds: 1 })
    await engine.signalContainer(id, 'SIGTERM')
    await engine.removeContainer(id)
    await engine.stopContainer(id, { graceSeconds: 1 })
    await assert.rejects(engine.signalContainer(id, 'SIGTERM'), { id: 'not_found' })
  })

  test('any signal reaches the process', async (t) => {
    const id = await startScript(t, 'trap "exit 6" USR1; echo up; while :; do sleep 0.01; done')
    const exit = engine.waitContainer(id)
    await engine.signalContainer(id, 'SIGUSR1')
    assert.equal((await exit).code, 6)
  })
})
