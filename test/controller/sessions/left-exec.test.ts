import assert from 'node:assert/strict'
import { once } from 'node:events'
import { before, describe, type TestContext, test } from 'node:test'
import { execToEnd } from '../../../src/controller/sessions/exec-to-end.ts'
import { endLeftExec, runVariable } from '../../../src/controller/sessions/left-exec.ts'
import { createTestContainer, untilStopped } from '../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { until } from '../../fixtures/until.ts'

const engine = getTestEngine()
before(() => getTestImage(engine))

async function startContainer(t: TestContext): Promise<string> {
  const id = await createTestContainer(t, engine, { argv: ['sleep', '1000'] })
  await engine.startContainer(id)
  return id
}

/** Starts a command that says when it is ready, and lets go of it as a controller that is killed does. */
async function leave(id: string, runId: string, line: string): Promise<void> {
  const env = { [runVariable]: runId }
  const exec = await engine.execContainer(id, { argv: ['sh', '-c', `${line}; echo`], env, tty: false })
  exec.exit.catch(() => {})
  await once(exec.stdout, 'data')
  exec.destroy()
}

/** What runs in it, but for what asks. */
async function listArgs(id: string): Promise<string[]> {
  const script = 'for it in /proc/[0-9]*; do tr "\\0" " " <"$it/cmdline"; echo; done 2>/dev/null'
  const { stdin, stdout, stderr } = await engine.execContainer(id, {
    argv: ['sh', '-c', script],
    env: {},
    tty: false,
  })
  stdin.end()
  stderr?.resume()
  const lines = (await stdout.toArray()).join('').split('\n')
  return lines.map((it) => it.trim()).filter((it) => /^sleep/.test(it))
}

describe('a command that nobody holds any more', () => {
  test('is ended, with what it has started, and nothing else is', async (t) => {
    const id = await startContainer(t)
    await leave(id, 'run-1', 'sleep 111 & echo ready; exec sleep 222')
    await leave(id, 'run-2', 'echo ready; exec sleep 333')
    const all = 'sleep 1000,sleep 111,sleep 222,sleep 333'
    await until('all of them run', async () => `${(await listArgs(id)).sort()}` === all)
    await endLeftExec({ engine, id, runId: 'run-1', tty: false })
    assert.deepEqual((await listArgs(id)).sort(), ['sleep 1000', 'sleep 333'])
    await endLeftExec({ engine, id, runId: 'run-1', tty: false })
  })

  test('goes on to hear of it where it is stopped', async (t) => {
    const id = await startContainer(t)
    await leave(id, 'run-1', 'trap "echo heard >/it; exit" TERM; trap "" HUP; echo ready; kill -STOP $$')
    await untilStopped(engine, id)
    await endLeftExec({ engine, id, runId: 'run-1', tty: true, termMs: 5000 })
    assert.equal(await execToEnd(engine, id, ['cat', '/it']), 'heard\n')
  })

  test('is killed where it does not heed SIGTERM', async (t) => {
    const id = await startContainer(t)
    await leave(id, 'run-1', 'trap "" TERM HUP; echo ready; exec sleep 444')
    await endLeftExec({ engine, id, runId: 'run-1', tty: true, termMs: 500 })
    assert.deepEqual(await listArgs(id), ['sleep 1000'])
  })
})
