import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkAppName } from '../../../src/controller/domain/app.ts'
import { generateAppName } from '../../../src/controller/domain/app-name.ts'

test('a name is two words and a number of five digits', () => {
  assert.equal(
    generateAppName(() => 0),
    'brisk-bay-10000',
  )
  assert.equal(
    generateAppName((below) => below - 1),
    'young-valley-99999',
  )
})

test('every name that can come up can be used', () => {
  for (let number = 0; number < 20; number += 1) checkAppName(generateAppName((below) => number % below))
  for (let time = 0; time < 100; time += 1) checkAppName(generateAppName())
})
