import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lacking, notThere } from '../../../src/api-client/deis/not-there.ts'
import { describeError } from '../../../src/lib/exit-codes.ts'

const place = { url: 'https://deis.example.com', version: 'v2' } as const

test('notThere names the controller, what it lacks, and another way', () => {
  assert.deepEqual(describeError(notThere(place, 'log drains', 'Use another.')), {
    exitCode: 1,
    code: 'not_supported',
    message: 'https://deis.example.com is a Deis controller (API 2.3), which has no log drains.',
    hint: 'Use another.',
  })
  assert.match(
    notThere({ ...place, version: 'v1' }, 'labels').message,
    /\(API 1\.7\), which has no labels\.$/,
  )
})

test('lacking refuses when it is called, by a promise', async () => {
  const { list, add } = lacking(place, 'log drains', ['list', 'add'])
  for (const method of [list, add]) await assert.rejects(method(), { code: 'not_supported' })
})
