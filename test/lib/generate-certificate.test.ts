import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askOwner, readSubject, subjectOf } from '../../src/lib/generate-certificate.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('a subject has what is known of the owner, from the country to the domain', () => {
  const owner = { owner: 'Example', country: 'de', area: '', city: undefined }
  assert.deepEqual(subjectOf('a.test', owner), [
    ['C', 'DE'],
    ['O', 'Example'],
    ['CN', 'a.test'],
  ])
  assert.throws(() => subjectOf('a.test', { country: 'DEU' }), { name: 'UsageError' })
})

test('a whole subject is taken as it is', () => {
  assert.deepEqual(readSubject('/O=A/CN=a.test').at(-1), ['CN', 'a.test'])
  assert.throws(() => readSubject('a.test'), { name: 'UsageError' })
})

test('nobody is asked without a terminal, or when something was given', async () => {
  const none = { owner: undefined, country: undefined, area: undefined, city: undefined }
  assert.deepEqual(await askOwner(fakeTerminal(), none), none)
  const terminal = fakeTerminal({ isTTY: { stdin: true, stderr: true } })
  assert.deepEqual(await askOwner(terminal, { ...none, city: 'Bonn' }), { ...none, city: 'Bonn' })
})
