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

test('in a terminal too narrow the widest is cut, and never what names a row', () => {
  const lines = renderTable(rows, columns, inTerminal(24)).split('\n')
  assert.deepEqual(lines, ['type   size     command', 'web    Standa…  npm sta…', 'größe  Basic    a b c'])
  const whole = columns.map((it, index) => ({ ...it, isWhole: index === 1 }))
  assert.deepEqual(renderTable(rows, whole, inTerminal(25)).split('\n'), [
    'type   size         comm…',
    'web    Standard-1X  npm …',
    'größe  Basic        a b c',
  ])
})

test('what can be cut is cut from the widest on, as far as that is of use', () => {
  const id = '5f7c0a52-6b1e-4c51-9d0a-3c1f6d0f5a11'
  const row = [
    id,
    '2026-08-01T10:00:00Z',
    'pending',
    'api:release',
    'a description that goes on and on and on',
  ]
  const wide = row.map((_, index) => ({ header: `h${index}`, value: (it: string[]) => it[index] ?? '' }))
  const render = (limit: number) => renderTable([row], wide, inTerminal(limit)).split('\n').at(-1) ?? ''
  assert.equal(render(100), `${id}  2026-08-01T10:00:0…  pending  api:release  a description that…`)
  assert.equal(render(80), `${id}  2026-08-…  pending  api:relea…  a descrip…`)
  assert.equal(render(64), `${id}  2026…  pend…  api:…  a de…`)
  // It goes on in another line even so: then nothing is cut.
  assert.equal(render(60), render(200))
  for (const limit of [80, 100, 200]) assert.ok([...render(limit)].length <= limit)
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
    '<web    Standa…  npm sta…>',
    'größe  Basic    a b c',
  ])
})

test('in a terminal: no value steers it', () => {
  const value = (row: string[]) => row.join()
  const cell = renderTable([['\u001b[31mred\u007f\u009b']], [{ value }], inTerminal(80))
  assert.equal(cell, '^[[31mred^?M-^[')
})
