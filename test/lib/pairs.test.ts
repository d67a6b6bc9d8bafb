import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UsageError } from '../../src/lib/errors.ts'
import { parsePairs, renderPairs, withoutNames } from '../../src/lib/pairs.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('words are pairs; a value may have more = in it', () => {
  assert.deepEqual(parsePairs(['rack=1', 'url=https://a/?b=c', 'none=']), {
    rack: '1',
    url: 'https://a/?b=c',
    none: '',
  })
  for (const word of ['rack', '=1', '']) assert.throws(() => parsePairs([word]), UsageError)
})

test('names to take away', () => {
  assert.deepEqual(withoutNames(['rack', 'ssd']), { rack: null, ssd: null })
  assert.throws(() => withoutNames(['rack', 'ssd=true']), { message: /^ssd=true is no name/ })
})

test('pairs are a line each', () => {
  assert.equal(renderPairs({ rack: '1', zone: 'a b' }, fakeTerminal()), 'rack\t1\nzone\ta b')
  assert.equal(renderPairs({}, fakeTerminal()), undefined)
})
