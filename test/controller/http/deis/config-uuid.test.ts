import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configUuid } from '../../../../src/controller/http/deis/config-uuid.ts'

test("a config's id is a UUID, the same for a release and another for another", () => {
  assert.match(configUuid('one'), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(configUuid('one'), configUuid('one'))
  assert.notEqual(configUuid('one'), configUuid('two'))
})
