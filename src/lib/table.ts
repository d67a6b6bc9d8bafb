import { colours, type Paint } from './colour.ts'
import type { Terminal } from './terminal.ts'

export interface Column<Row> {
  /** A table whose columns all have none has no head. */
  header?: string
  value: (row: Row) => string
}

export interface TableOptions<Row> {
  /** The colour of a row as a whole, in a terminal. */
  paint?: (row: Row) => Paint
}

/**
 * Rows for people and for programs. In a terminal: aligned, headed, and cut with … where the last column would not fit.
 * In a pipe: nothing but the values, apart by tabs, so that `cut` and `awk` work and a width is nobody's business.
 */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  terminal: Pick<Terminal, 'isTTY' | 'columns' | 'colour'>,
  { paint = () => (line) => line }: TableOptions<Row> = {},
): string {
  const cells = rows.map((row) => columns.map((column) => onOneLine(column.value(row))))
  if (!terminal.isTTY.stdout) return cells.map((row) => row.join('\t')).join('\n')
  const headers = columns.map((column) => column.header ?? '')
  const widths = headers.map((_, index) =>
    Math.max(...[headers, ...cells].map((row) => widthOf(row[index] ?? ''))),
  )
  const { bold } = colours(terminal.colour.stdout)
  const [head = '', ...lines] = [headers, ...cells].map((row) => align(row, widths, terminal.columns))
  const painted = rows.map((row, index) => paint(row)(lines[index] ?? ''))
  return (headers.every((header) => header === '') ? painted : [bold(head), ...painted]).join('\n')
}

const gap = '  '

function align(row: readonly string[], widths: readonly number[], limit: number): string {
  const line = row.map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - widthOf(cell))).join(gap)
  const characters = [...line.trimEnd()]
  return characters.length <= limit ? characters.join('') : characters.slice(0, limit - 1).join('') + '…'
}

function widthOf(text: string): number {
  return [...text].length
}

/** A tab or a line end in a value would look like another cell or row. */
function onOneLine(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ')
}
