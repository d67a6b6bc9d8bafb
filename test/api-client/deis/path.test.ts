import assert from 'node:assert/strict'
import { test } from 'node:test'
import { path } from '../../../src/api-client/deis/path.ts'

test('path encodes what stands in it, and nothing else', () => {
  assert.equal(path`/apps/`, '/apps/')
  assert.equal(path`/apps/${'demo'}/releases/v${3}/`, '/apps/demo/releases/v3/')
  assert.equal(path`/keys/${'../jim & kim?'}`, '/keys/..%2Fjim%20%26%20kim%3F')
})
