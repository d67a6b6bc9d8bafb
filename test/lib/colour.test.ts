import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { colours } from '../../src/lib/colour.ts'

test('colours change nothing where none are wanted, and end what they begin where they are', () => {
  for (const paint of Object.values(colours(false))) assert.equal(paint('x'), 'x')
  for (const paint of Object.values(colours(true))) {
    assert.match(paint('x'), /^\u001B\[\d+mx\u001B\[(22|39)m$/)
    assert.equal(stripVTControlCharacters(paint('x')), 'x')
  }
})
