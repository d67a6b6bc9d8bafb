import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import type { WatchOrder } from '../../../src/api-client/docker/watcher.ts'
import { createTestContainer } from '../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'

const program = join(import.meta.dirname, '../../../src/api-client/docker/watch.ts')
const endpoint = { transport: 'socket', path: '/var/run/docker.sock' } as const

/** Plays the part of qp up to its end. */
async function watch(order: WatchOrder, lastWords: string): Promise<unknown[]> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'inherit', 'inherit'] })
  child.stdin.end(`${JSON.stringify(order)}\n${lastWords}`)
  return once(child, 'exit')
}

test('removes the container whose client says no more, and only that', { timeout: 120_000 }, async (t) => {
  const engine = getTestEngine()
  const image = await getTestImage(engine)
  const [mine, other] = [randomUUID(), randomUUID()]
  const make = (runId: string) =>
    createTestContainer(t, engine, { image, labels: { 'qp.direct': 'true', 'qp.run': runId } })
  const ids = [await make(mine), await make(other)] as const
  assert.deepEqual(await watch({ endpoint, runId: mine }, ''), [0, null])
  assert.equal(await engine.findContainer(ids[0]), undefined)
  assert.deepEqual(await watch({ endpoint, runId: other }, 'released\n'), [0, null])
  assert.notEqual(await engine.findContainer(ids[1]), undefined)
})
