import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkSslVerify } from '../../src/lib/deis-login-flags.ts'

test('certificates are checked, whatever a script says', () => {
  checkSslVerify('true')
  checkSslVerify(undefined)
  assert.throws(() => checkSslVerify('false'), { name: 'UsageError', message: /--ca-file/ })
})
