import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inParallel } from '../../../src/controller/deploy/in-parallel.ts'

test('at most so many at once, each once', async () => {
  const done: number[] = []
  let running = 0
  let most = 0
  await inParallel([1, 2, 3, 4, 5], 2, async (item) => {
    running += 1
    most = Math.max(most, running)
    await new Promise(setImmediate)
    running -= 1
    done.push(item)
  })
  assert.deepEqual(done, [1, 2, 3, 4, 5])
  assert.equal(most, 2)
})

test('nothing to do is done', () => inParallel([], 2, () => Promise.reject(new Error('called'))))

test('after a failure nothing more begins; what began is waited for; the first failure is told', async () => {
  const begun: number[] = []
  const ended: number[] = []
  const work = async (item: number) => {
    begun.push(item)
    if (item === 1) throw new Error('one failed')
    await new Promise(setImmediate)
    ended.push(item)
    throw new Error(`${item} failed`)
  }
  await assert.rejects(inParallel([1, 2, 3, 4], 2, work), /one failed/)
  assert.deepEqual([begun, ended], [[1, 2], [2]])
})
