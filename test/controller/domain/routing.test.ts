import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addToWhitelist,
  checkWhitelisted,
  removeFromWhitelist,
} from '../../../src/controller/domain/routing.ts'

test('an address is added once, whatever its spelling', () => {
  const list = addToWhitelist(['192.0.2.7'], ['10.1.2.3/8', '192.0.2.7/32', '10.0.0.0/8'])
  assert.deepEqual(list, ['192.0.2.7', '10.0.0.0/8'])
  assert.throws(() => addToWhitelist([], ['192.0.2.7', 'zzz']), { id: 'invalid_params', message: /zzz/ })
})

test('an address is removed by any spelling, and one that is not there is as good as removed', () => {
  assert.deepEqual(removeFromWhitelist(['192.0.2.7', '10.0.0.0/8'], ['10.9.9.9/8']), ['192.0.2.7'])
  assert.deepEqual(removeFromWhitelist(['192.0.2.7'], ['192.0.2.7', '192.0.2.8']), [])
  assert.throws(() => removeFromWhitelist(['192.0.2.7'], ['zzz']), { id: 'invalid_params', message: /zzz/ })
})

test('for who wants to know, it is checked that all are there', () => {
  checkWhitelisted(['192.0.2.7', '10.0.0.0/8'], ['10.9.9.9/8'])
  assert.throws(() => checkWhitelisted(['192.0.2.7'], ['192.0.2.7', '192.0.2.8']), {
    id: 'not_found',
    message: 'Not in the whitelist: 192.0.2.8. `qp whitelist` lists what is.',
  })
})

test('a whitelist has an end', () => {
  const many = Array.from({ length: 500 }, (_, index) => `10.0.${index >> 8}.${index & 255}`)
  assert.equal(addToWhitelist([], many).length, 500)
  assert.throws(() => addToWhitelist(many, ['192.0.2.7']), {
    id: 'invalid_params',
    message: /addresses in its whitelist; 500 is the most/,
  })
})
