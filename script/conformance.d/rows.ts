/** A row of a table: lines in the language of the acceptance scripts (acceptance/README.md). */
export interface Row {
  name: string
  /** The lines, at the place that they have in the table. */
  text: string
  /** Why there is nothing to run. */
  out: string | undefined
}

export interface Table {
  /** What comes before the first row, and makes what they all work with; the table's files with it. */
  setup: string
  rows: readonly Row[]
}

const rowHeader = /^== (?<name>.+?)(?: \((?<out>out: .+)\))?$/
const fileHeader = /^-- \S+ --$/

/** Text → rows. `== NAME` begins one, `== NAME (out: WHY)` is one that there is nothing to run for. */
export function parseTable(text: string): Table {
  const lines = text.split('\n')
  const files = lines.findIndex((line) => fileHeader.test(line))
  const end = files === -1 ? lines.length : files
  const starts = lines.flatMap((line, index) => (index < end && rowHeader.test(line) ? [index] : []))
  const setup = [...lines.slice(0, starts[0] ?? end), ...lines.slice(end)].join('\n')
  const rows = starts.map((start, index) => {
    const groups = rowHeader.exec(lines[start] ?? '')?.groups ?? {}
    const body = lines.slice(start + 1, starts[index + 1] ?? end).join('\n')
    return {
      name: groups['name'] ?? '',
      text: '\n'.repeat(start + 1) + body,
      out: groups['out']?.replace('out: ', ''),
    }
  })
  return { setup, rows }
}

/** Whether a row is meant: by its name, or what it begins with up to a space or a colon. All without words. */
export function isMeant(name: string, words: readonly string[]): boolean {
  if (words.length === 0) return true
  return words.some((word) => name === word || name.startsWith(`${word} `) || name.startsWith(`${word}:`))
}
