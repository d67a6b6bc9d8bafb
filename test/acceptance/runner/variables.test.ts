import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expand, expandPattern } from '../../../acceptance/runner/variables.ts'

const variables = { APP: 'blog-1', URL: 'http://127.0.0.1:5' }

test('names of variables become their values, all else stays', () => {
  assert.equal(expand('$APP $' + '{APP}s $NOPE $ app', variables), 'blog-1 blog-1s $NOPE $ app')
})

test('a value in a pattern stands for its own characters', () => {
  const pattern = expandPattern('^at $URL$', variables)
  assert.match('first\nat http://127.0.0.1:5\n', pattern)
  assert.doesNotMatch('at http://127x0.0.1:5', pattern)
})
