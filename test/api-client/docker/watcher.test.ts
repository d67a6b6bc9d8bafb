import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { startWatcher } from '../../../src/api-client/docker/watcher.ts'
import { childrenOf, directRun, isAlive } from '../../fixtures/direct-run.ts'
import { until } from '../../fixtures/until.ts'

test('a released watcher ends, and asks no engine', { timeout: 120_000 }, async () => {
  const before = childrenOf(process.pid)
  const nowhere = { transport: 'socket', path: '/nowhere/docker.sock' } as const
  const { release } = startWatcher({ endpoint: nowhere, runId: 'none' })
  const [watcher = 0] = childrenOf(process.pid).filter((pid) => !before.includes(pid))
  assert.equal(isAlive(watcher), true)
  release()
  await until('the watcher has ended', () => !isAlive(watcher))
})

for (const moment of ['the container is there', 'the process runs'] as const) {
  test(`qp that is killed when ${moment} leaves nothing, and no watcher`, { timeout: 120_000 }, async (t) => {
    const run = await directRun(t, 'echo ready; exec sleep 1000')
    const qp = run.start()
    await until(moment, async () =>
      moment === 'the process runs' ? qp.stdoutText() === 'ready\n' : (await run.containers()).length > 0,
    )
    const watchers = childrenOf(qp.pid)
    assert.equal(watchers.length, 1)
    qp.kill('SIGKILL')
    await run.untilGone()
    await until('the watcher has ended', () => !watchers.some(isAlive))
  })
}

test('neither a signal to the group nor the end of the session ends a watcher before its work', {
  timeout: 120_000,
}, async (t) => {
  const run = await directRun(t, 'echo ready; exec sleep 1000')
  const qp = run.start()
  await until('the process runs', () => qp.stdoutText() === 'ready\n')
  const [watcher = 0] = childrenOf(qp.pid)
  for (const name of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.kill(watcher, name)
  qp.kill('SIGKILL')
  await once(qp, 'exit')
  await run.untilGone()
})

test('a run that ends by itself leaves no watcher', { timeout: 120_000 }, async (t) => {
  const run = await directRun(t, 'echo ready; read line; exit 3')
  const qp = run.start()
  await until('the process runs', () => qp.stdoutText() === 'ready\n')
  const watchers = childrenOf(qp.pid)
  qp.stdin?.end('\n')
  assert.deepEqual(await once(qp, 'exit'), [3, null])
  assert.deepEqual(await run.containers(), [])
  await until('the watcher has ended', () => !watchers.some(isAlive))
})
