import { colours, type Paint } from './colour.ts'
import { visibleControl } from './harmless-text.ts'
import type { Terminal } from './terminal.ts'

export interface Column<Row> {
  /** A table whose columns all have none has no head. */
  header?: string
  value: (row: Row) => string
  /** What people copy, as the name that a row goes by: never cut. Unless said, that is the first column. */
  isWhole?: boolean
}

export interface TableOptions<Row> {
  /** The colour of a row as a whole, in a terminal. */
  paint?: (row: Row) => Paint
}

/**
 * Rows for people and for programs. In a terminal: aligned, headed, and where a row would not fit the widest cells are cut with …
 * until it does, but none that is copied. Where that can't be, nothing is cut: the terminal goes on in another line anyhow.
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
  const shown = cells.map((row) => row.map(visible))
  const headers = columns.map((column) => column.header ?? '')
  const widths = headers.map((_, index) =>
    Math.max(...[headers, ...shown].map((row) => widthOf(row[index] ?? ''))),
  )
  const { bold } = colours(terminal.colour.stdout)
  const fitting = fit(widths, terminal.columns, (index) => columns[index]?.isWhole ?? index === 0)
  const [head = '', ...lines] = [headers, ...shown].map((row) => align(row, fitting))
  const painted = rows.map((row, index) => paint(row)(lines[index] ?? ''))
  return (headers.every((header) => header === '') ? painted : [bold(head), ...painted]).join('\n')
}

const gap = '  '

/** A cell that was cut to this says no more. */
const narrowest = 5

function fit(
  widths: readonly number[],
  limit: number,
  isWhole: (index: number) => boolean,
): readonly number[] {
  const fitting = [...widths]
  const canShrink = (index: number) => !isWhole(index) && (fitting[index] ?? 0) > narrowest
  const total = widths.reduce((sum, width) => sum + width, gap.length * (widths.length - 1))
  for (let over = total - limit; over > 0; over -= 1) {
    const widest = fitting.reduce(
      (best, width, index) => (canShrink(index) && width > (fitting[best] ?? 0) ? index : best),
      -1,
    )
    if (widest === -1) return widths
    fitting[widest] = (fitting[widest] ?? 0) - 1
  }
  return fitting
}

function align(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, index) => toWidth(cell, widths[index] ?? 0))
    .join(gap)
    .trimEnd()
}

function toWidth(cell: string, width: number): string {
  const characters = [...cell]
  if (characters.length > width) return `${characters.slice(0, width - 1).join('')}…`
  return cell + ' '.repeat(width - characters.length)
}

function widthOf(text: string): number {
  return [...text].length
}

/** A tab or a line end in a value would look like another cell or row. */
function onOneLine(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ')
}

/** As `cat -v` shows it: what comes from a controller must not steer the terminal that it is shown in. */
function visible(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, visibleControl)
}
