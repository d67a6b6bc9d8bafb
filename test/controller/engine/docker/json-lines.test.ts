import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readJsonLines } from '../../../../src/controller/engine/docker/json-lines.ts'

test('one value a line, whatever the pieces they arrive in', async () => {
  const bytes = Buffer.from('{"a":"é"}\r\n\n[1]\n{"last":true}')
  for (const size of [1, 3, 100]) {
    async function* cut() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    }
    const values = []
    for await (const value of readJsonLines(cut())) values.push(value)
    assert.deepEqual(values, [{ a: 'é' }, [1], { last: true }])
  }
})
