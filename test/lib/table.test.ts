import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderTable } from '../../src/lib/table.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const rows = [
  ['web', 'Standard-1X', 'npm start'],
  ['größe', 'Basic', 'a\tb\nc'],
]
const columns = ['type', 'size', 'command'].map((header, index) => ({
  header,
  value: (row: string[]) => row[index] ?? '',
}))
const inTerminal = (columns: number) => fakeTerminal({ isTTY: { stdout: true }, columns })

test('in a terminal: aligned, headed, no blanks at the end', () => {
  const text = 'type   size         command\nweb    Standard-1X  npm start\ngröße  Basic        a b c'
  assert.equal(renderTable(rows, columns, inTerminal(80)), text)
})

test('in a terminal: cut at its edge', () => {
  const lines = renderTable(rows, columns, inTerminal(24)).split('\n')
  assert.deepEqual(lines, [
    'type   size         com…',
    'web    Standard-1X  npm…',
    'größe  Basic        a b…',
  ])
})

test('without headers there is no head', () => {
  const bare = columns.map(({ value }) => ({ value }))
  assert.equal(renderTable(rows.slice(0, 1), bare, inTerminal(80)), 'web  Standard-1X  npm start')
})

test('in a pipe: values apart by tabs, a row a line', () => {
  assert.equal(renderTable(rows, columns, fakeTerminal()), 'web\tStandard-1X\tnpm start\ngröße\tBasic\ta b c')
  assert.equal(renderTable([], columns, fakeTerminal()), '')
})

test('a row is painted as a whole, cut as it is', () => {
  const paint =
    ([type]: string[]) =>
    (line: string) =>
      type === 'web' ? `<${line}>` : line
  assert.deepEqual(renderTable(rows, columns, inTerminal(24), { paint }).split('\n').slice(1), [
    '<web    Standard-1X  npm…>',
    'größe  Basic        a b…',
  ])
})
