import { UsageError } from './errors.ts'
import { renderTable } from './table.ts'
import type { Terminal } from './terminal.ts'

/** `rack=1 ssd=true`; a value may have more = in it, and may be empty. `example` is what a right one looks like. */
export function parsePairs(words: readonly string[], example = 'rack=1'): Record<string, string> {
  const pairs = words.map((word) => {
    const at = word.indexOf('=')
    if (at < 1)
      throw new UsageError(`${JSON.stringify(word)} has no name and value. Write it like ${example}.`)
    return [word.slice(0, at), word.slice(at + 1)]
  })
  return Object.fromEntries(pairs)
}

/** What takes these names away, as the controller wants to be told. */
export function withoutNames(names: readonly string[]): Record<string, null> {
  const wrong = names.find((it) => it.includes('='))
  if (wrong !== undefined) throw new UsageError(`${wrong} is no name: leave out = and what is behind it.`)
  return Object.fromEntries(names.map((name) => [name, null]))
}

/** A line each; undefined where there is none. */
export function renderPairs(
  pairs: Readonly<Record<string, string>>,
  terminal: Pick<Terminal, 'isTTY' | 'columns' | 'colour'>,
): string | undefined {
  const rows = Object.entries(pairs)
  if (rows.length === 0) return undefined
  return renderTable(rows, [{ value: ([name]) => name }, { value: ([, value]) => value }], terminal)
}
