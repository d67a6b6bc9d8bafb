import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { colourOfName, colours } from '../../src/lib/colour.ts'

test('colours change nothing where none are wanted, and end what they begin where they are', () => {
  for (const paint of Object.values(colours(false))) assert.equal(paint('x'), 'x')
  for (const paint of Object.values(colours(true))) {
    assert.match(paint('x'), /^\u001B\[\d+mx\u001B\[(22|39)m$/)
    assert.equal(stripVTControlCharacters(paint('x')), 'x')
  }
})

test('a name has its colour, and its neighbours have others', () => {
  const of = (name: string) => colourOfName(name)('x')
  assert.equal(of('web.1'), of('web.1'))
  assert.equal(new Set(['web.1', 'web.2', 'web.3', 'web.4'].map(of)).size, 4)
  assert.match(of('web.1'), /^\u001B\[\d+mx\u001B\[39m$/)
  assert.equal(stripVTControlCharacters(of('web.1')), 'x')
})
