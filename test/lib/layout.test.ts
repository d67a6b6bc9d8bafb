import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { colours } from '../../src/lib/colour.ts'
import { renderFields, renderHeading } from '../../src/lib/layout.ts'

test('renderHeading', () => {
  assert.equal(renderHeading('blog Config Vars', colours(false)), '=== blog Config Vars')
})

test('renderFields aligns values, with a line per item, coloured or not', () => {
  const fields = {
    Owner: 'mia',
    'Web URL': 'http://x',
    Dynos: ['web: 1', 'clock: 2'],
    Empty: '',
    None: undefined,
    Nobody: [],
  }
  const text = 'Owner:   mia\nWeb URL: http://x\nDynos:   web: 1\n         clock: 2\nEmpty:\nNobody:'
  assert.equal(renderFields(fields, colours(false)), text)
  assert.equal(stripVTControlCharacters(renderFields(fields, colours(true))).replace(/ +$/gm, ''), text)
  assert.equal(renderFields({}, colours(false)), '')
})
