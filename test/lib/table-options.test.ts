import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderTableAsAsked } from '../../src/lib/table-options.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const rows = [
  { name: 'b', size: '2', note: 'x, "y"' },
  { name: 'a', size: '2', note: '' },
  { name: 'c', size: '1', note: 'x\ny' },
]
const columns = [
  { header: 'Name', value: (it: (typeof rows)[0]) => it.name },
  { header: 'Size', value: (it: (typeof rows)[0]) => it.size },
  { header: 'Note', value: (it: (typeof rows)[0]) => it.note, isExtended: true },
]
const plain = { csv: false, extended: false }
const render = (options: object) =>
  renderTableAsAsked(rows, columns, { ...plain, ...options }, fakeTerminal())

const cases: readonly [options: object, text: string][] = [
  [{}, 'b\t2\na\t2\nc\t1'],
  [{ sort: 'size,-name' }, 'c\t1\nb\t2\na\t2'],
  [{ columns: 'note, NAME' }, 'x, "y"\tb\n\ta\nx y\tc'],
  [{ filter: 'Size=2', extended: true }, 'b\t2\tx, "y"\na\t2\t'],
  [{ csv: true, extended: true }, 'Name,Size,Note\nb,2,"x, ""y"""\na,2,\nc,1,"x\ny"'],
]
for (const [options, text] of cases) {
  test(`as asked by ${JSON.stringify(options)}`, () => assert.equal(render(options), text))
}

for (const options of [
  { columns: 'Colour' },
  { sort: '-Colour' },
  { filter: 'Colour=1' },
  { filter: 'Size' },
]) {
  test(`${JSON.stringify(options)} can't be understood`, () =>
    assert.throws(() => render(options), { name: 'UsageError' }))
}
