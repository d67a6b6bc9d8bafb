import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ReportedError, readProgress } from '../../../../src/controller/engine/docker/progress.ts'

test('messages up to an error', async () => {
  async function* report() {
    yield Buffer.from('{"stream":"Step 1"}\n{"aux":{"ID":"4f"}}\n')
    yield Buffer.from('{"errorDetail":{"message":"no"},"error":"no such file"}\n{"stream":"never"}\n')
  }
  const seen: unknown[] = []
  await assert.rejects(
    async () => {
      for await (const message of readProgress(report())) seen.push(message)
    },
    (error) => error instanceof ReportedError && error.message === 'no such file',
  )
  assert.deepEqual(seen, [{ stream: 'Step 1' }, { aux: { ID: '4f' } }])
})
