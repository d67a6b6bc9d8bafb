import type { Colours } from './colour.ts'

/** `=== blog Config Vars`, the heading that Heroku's users look for. */
export function renderHeading(text: string, { bold, dim }: Colours): string {
  return `${dim('===')} ${bold(text)}`
}

/** `Key:   value` lines with the values below each other; a list takes a line per item. What is undefined is left out. */
export function renderFields(
  fields: Readonly<Record<string, string | readonly string[] | undefined>>,
  { cyan }: Colours,
): string {
  const entries = Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [{ label: `${key}:`, lines: Array.isArray(value) ? value : [String(value)] }],
  )
  const width = Math.max(0, ...entries.map(({ label }) => label.length)) + 1
  return entries
    .map(({ label, lines }) => {
      const [first = '', ...rest] = lines
      const padded = cyan(label) + ' '.repeat(width - label.length)
      return [padded + first, ...rest.map((line) => ' '.repeat(width) + line)].join('\n').trimEnd()
    })
    .join('\n')
}
