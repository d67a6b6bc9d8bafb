import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { clearForgotten, removeAbandoned } from '../../../src/api-client/docker/leftovers.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import type { Container } from '../../../src/controller/engine/engine.ts'
import { createTestContainer } from '../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { fakeEngine } from '../../fixtures/fake-engine.ts'

function container(id: string, labels: Record<string, string>): Container {
  return {
    ...{ id, name: id, image: 'i', labels, state: 'running', exitCode: null },
    ...{ createdAt: new Date(0), startedAt: null },
  }
}

test('clears those whose time was over minutes ago, and no others', async () => {
  const removed: string[] = []
  const engine = fakeEngine({
    listContainers: async (labels) => {
      assert.deepEqual(labels, { 'qp.direct': 'true' })
      return [
        container('old', { 'qp.until': '2026-11-22T09:00:00Z' }),
        container('just over, by a clock that may be wrong', { 'qp.until': '2026-11-22T09:58:00Z' }),
        container('running', { 'qp.until': '2026-11-22T11:00:00Z' }),
        container('odd', { 'qp.until': 'never' }),
        container('without', {}),
      ]
    },
    removeContainer: async (id) => void removed.push(id),
  })
  await clearForgotten(engine, new Date('2026-11-22T10:00:00Z'))
  assert.deepEqual(removed, ['old'])
})

test('an abandoned one is told to end, and removed', async (t) => {
  const engine = getTestEngine()
  const runId = randomUUID()
  const id = await createTestContainer(t, engine, {
    image: await getTestImage(engine),
    argv: ['sleep', '1000'],
    labels: { 'qp.direct': 'true', 'qp.run': runId },
  })
  await engine.startContainer(id)
  const ended = engine.waitContainer(id).catch(() => undefined)
  await removeAbandoned(engine, runId, { graceSeconds: 1 })
  await ended
  assert.equal(await engine.findContainer(id), undefined)
})

test('one that shows up late, on an engine that was away, is removed', async () => {
  const removed: string[] = []
  let looks = 0
  const engine = fakeEngine({
    async listContainers(labels) {
      looks += 1
      assert.deepEqual(labels, { 'qp.direct': 'true', 'qp.run': 'run-1' })
      if (looks === 1) throw problem('engine_unavailable', 'away')
      return looks < 4 ? [] : [{ ...container('late', {}), state: 'created' }]
    },
    removeContainer: async (id) => void removed.push(id),
  })
  await removeAbandoned(engine, 'run-1', { pause: 1 })
  assert.deepEqual(removed, ['late'])
})

test('gives up in the end', async () => {
  const none = fakeEngine({ listContainers: async () => [] })
  await removeAbandoned(none, 'run-1', { patience: 5, pause: 1 })
  const away = fakeEngine({ listContainers: () => Promise.reject(problem('engine_unavailable', 'away')) })
  await removeAbandoned(away, 'run-1', { engineAway: 5, pause: 1 })
})
