import { Flags } from '@oclif/core'
import { UsageError } from './errors.ts'
import { type Column, renderTable } from './table.ts'
import type { Terminal } from './terminal.ts'

/** A column that can be asked for by its head, in any case. */
export interface NamedColumn<Row> extends Column<Row> {
  header: string
  /** Only with --extended, or when it is named. */
  isExtended?: boolean
}

/** How Heroku's tables are asked for otherwise; `-c` is theirs there. */
export const tableFlags = {
  columns: Flags.string({ description: 'show these columns alone, in this order: "Domain Name,DNS Target"' }),
  csv: Flags.boolean({ char: 'c', description: 'as comma-separated values with a head, and nothing else' }),
  extended: Flags.boolean({ char: 'x', description: 'show more columns' }),
  filter: Flags.string({ description: 'only rows with this text in a column: "Domain Name=www"' }),
  'no-wrap': Flags.boolean({
    description: 'taken for scripts that give it: lines are never wrapped',
    hidden: true,
  }),
  sort: Flags.string({ description: 'by these columns, a - in front turns the order: "-Domain Name"' }),
}

export interface TableOptions {
  columns?: string | undefined
  csv: boolean
  extended: boolean
  filter?: string | undefined
  sort?: string | undefined
}

export function renderTableAsAsked<Row>(
  rows: readonly Row[],
  all: readonly NamedColumn<Row>[],
  options: TableOptions,
  terminal: Terminal,
): string {
  const columns = chooseColumns(all, options)
  const shown = sortRows(filterRows(rows, all, options.filter), all, options.sort)
  return options.csv ? renderCsv(shown, columns) : renderTable(shown, columns, terminal)
}

function chooseColumns<Row>(
  all: readonly NamedColumn<Row>[],
  { columns, extended }: TableOptions,
): readonly NamedColumn<Row>[] {
  if (columns === undefined) return all.filter((it) => extended || !it.isExtended)
  return columns.split(',').map((name) => findColumn(all, name))
}

function filterRows<Row>(
  rows: readonly Row[],
  all: readonly NamedColumn<Row>[],
  filter: string | undefined,
): readonly Row[] {
  if (filter === undefined) return rows
  const [name = '', ...rest] = filter.split('=')
  if (rest.length === 0) throw new UsageError(`${filter} is no filter. Write it as COLUMN=TEXT.`)
  const { value } = findColumn(all, name)
  return rows.filter((row) => value(row).includes(rest.join('=')))
}

/** The first column counts most; a sort that is stable lets the others be sorted by before. */
function sortRows<Row>(
  rows: readonly Row[],
  all: readonly NamedColumn<Row>[],
  sort: string | undefined,
): readonly Row[] {
  return (sort?.split(',') ?? []).toReversed().reduce((sorted, text) => {
    const { value } = findColumn(all, text.replace(/^-/, ''))
    const sign = text.startsWith('-') ? -1 : 1
    return sorted.toSorted((a, b) => (value(a) < value(b) ? -sign : value(a) > value(b) ? sign : 0))
  }, rows)
}

function findColumn<Row>(all: readonly NamedColumn<Row>[], name: string): NamedColumn<Row> {
  const found = all.find((it) => it.header.toLowerCase() === name.trim().toLowerCase())
  if (found) return found
  throw new UsageError(`There is no column ${name}. There are ${all.map((it) => it.header).join(', ')}.`)
}

/** RFC 4180, with line feeds alone. */
function renderCsv<Row>(rows: readonly Row[], columns: readonly NamedColumn<Row>[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = [columns.map((it) => it.header), ...rows.map((row) => columns.map((it) => it.value(row)))]
  return lines.map((line) => line.map(cell).join(',')).join('\n')
}
