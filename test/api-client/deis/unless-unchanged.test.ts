import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unlessUnchanged, withoutAbsent } from '../../../src/api-client/deis/unless-unchanged.ts'
import { ApiError } from '../../../src/lib/errors.ts'

const refuse = (status: number, message: string) => () =>
  Promise.reject(new ApiError(message, { status, code: 'x' }))
const get = async () => 'as it is'

test('unlessUnchanged takes what is so already for done, and nothing else', async () => {
  assert.equal(await unlessUnchanged(async () => 'changed', get), 'changed')
  for (const text of ['jim changed nothing - release stopped.', 'jim@x changed nothing.'])
    assert.equal(await unlessUnchanged(refuse(409, text), get), 'as it is')
  for (const other of [refuse(409, 'Deployment is in progress'), refuse(422, 'jim changed nothing')])
    await assert.rejects(unlessUnchanged(other, get), { name: 'ApiError' })
})

test('withoutAbsent leaves out what is to be taken away and is not there', () => {
  assert.deepEqual(withoutAbsent({ A: null, B: null, C: '3' }, { A: '1' }), { A: null, C: '3' })
  assert.deepEqual(withoutAbsent({ toString: null }, {}), {})
})
