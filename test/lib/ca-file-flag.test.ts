import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caFileFor } from '../../src/lib/ca-file-flag.ts'

test('a file of authorities is for https alone', () => {
  assert.equal(caFileFor('https://qp.test', 'ca.pem'), 'ca.pem')
  assert.equal(caFileFor('http://qp.test', undefined), undefined)
  assert.throws(() => caFileFor('http://qp.test', 'ca.pem'), /^UsageError: --ca-file is about certificates/)
})
