import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askOnce } from '../../../../src/controller/http/deis/ask-once.ts'

test('each question is asked once, also while its answer is on the way', async () => {
  const asked: string[] = []
  const ask = askOnce(async (name: string) => {
    asked.push(name)
    return name.toUpperCase()
  })
  assert.deepEqual(await Promise.all(['a', 'b', 'a', 'b'].map(ask)), ['A', 'B', 'A', 'B'])
  assert.equal(await ask('a'), 'A')
  assert.deepEqual(asked, ['a', 'b'])
})
