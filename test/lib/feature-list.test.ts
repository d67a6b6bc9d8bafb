import assert from 'node:assert/strict'
import { test } from 'node:test'
import { colours } from '../../src/lib/colour.ts'
import { checkChanges, isGeneral, renderFeature, renderFeatures } from '../../src/lib/feature-list.ts'
import { aFeature } from '../fixtures/resources.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('features are listed by name, and as values alone in a pipe', () => {
  const features = [
    aFeature('b', { description: 'Second' }),
    aFeature('a', { enabled: true, description: 'First' }),
  ]
  const terminal = fakeTerminal()
  assert.equal(
    renderFeatures('App Features blog', features, terminal),
    '=== App Features blog\n\n[+] a\tFirst\n[ ] b\tSecond',
  )
  assert.equal(renderFeatures('App Features blog', [], terminal), '=== App Features blog')
})

test('one is shown with what there is to read', () => {
  const feature = aFeature('a', {
    enabled: true,
    description: 'First',
    doc_url: 'https://docs.example.com/a',
  })
  assert.equal(
    renderFeature(feature, colours(false)),
    '=== a\n\nDescription: First\nDocs:        https://docs.example.com/a\nEnabled:     true',
  )
})

test('a change that is none is a failure', () => {
  checkChanges(aFeature('a'), true)
  assert.throws(() => checkChanges(aFeature('a', { enabled: true }), true), {
    message: 'a is already enabled.',
    code: 'already_enabled',
  })
  assert.throws(() => checkChanges(aFeature('a'), false), { code: 'already_disabled' })
})

test('what is to stay is told from what is to try', () => {
  assert.ok(isGeneral(aFeature('a')))
  assert.ok(!isGeneral(aFeature('a', { state: 'beta' })))
})
