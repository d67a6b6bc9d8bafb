import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anchorOf, escapeText, renderTable } from '../../../script/docs.d/markdown.ts'

test('what would be a tag, a link or emphasis is text, but for code', () => {
  assert.equal(
    escapeText('http://<app>.<domain> [x] a_b *'),
    String.raw`http://&lt;app>.&lt;domain> \[x\] a\_b \*`,
  )
  assert.equal(escapeText('see `<app>_[x]` <b>'), 'see `<app>_[x]` &lt;b>')
})

test('a cell has one line, and no bar of the table', () => {
  assert.equal(renderTable(['a', ''], [['x|y', 'one\ntwo']]), '| a |  |\n| --- | --- |\n| x\\|y | one two |')
})

test('an anchor is what GitHub makes of a heading', () => {
  assert.equal(anchorOf('qp ps:scale'), 'qp-psscale')
  assert.equal(anchorOf('What --json answers'), 'what---json-answers')
})
