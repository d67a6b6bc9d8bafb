import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { isMissing } from '../../../../src/controller/engine/docker/missing-file.ts'

test('a file that is not there is missing; one that can not be read is not', async () => {
  const errorOf = (path: string) => readFile(path).catch((error: unknown) => error)
  assert.equal(isMissing(await errorOf('/no/such/file')), true)
  assert.equal(isMissing(await errorOf('/etc/passwd/within')), true)
  assert.equal(isMissing(await errorOf('/')), false)
  assert.equal(isMissing(undefined), false)
})
