import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformController } from '../../../src/api-client/platform/platform-controller.ts'

test('platformController asks nothing until it is asked', () => {
  const api = platformController({ url: 'http://127.0.0.1:1', token: 'mine' })
  assert.equal(api.url, 'http://127.0.0.1:1')
  assert.doesNotMatch(JSON.stringify(api), /mine/)
})
