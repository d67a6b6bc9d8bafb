import type { ConfigVars, ConfigVarsUpdate } from '../api-types/config-vars.ts'
import type { Colours } from './colour.ts'
import { quoteForPeople } from './config-text.ts'

/** What makes `before` into `after`: null takes a var away. What is the same is no part of it. */
export function diffConfigVars(before: ConfigVars, after: ConfigVars): ConfigVarsUpdate {
  const gone = Object.keys(before).filter((key) => after[key] === undefined)
  const set = Object.entries(after).filter(([key, value]) => before[key] !== value)
  return Object.fromEntries([...gone.map((key) => [key, null] as const), ...set])
}

/** A line for each var, by name: `+` new, `~` changed, `-` gone; with what it was and will be only where that may be seen. */
export function renderConfigDiff(
  before: ConfigVars,
  changes: ConfigVarsUpdate,
  { green, yellow, red }: Colours,
  { values = false }: { values?: boolean } = {},
): string {
  const lines = Object.entries(changes)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => {
      const old = before[key]
      const shown = [old, value]
        .flatMap((it) => (typeof it === 'string' ? [quoteForPeople(it)] : []))
        .join(' -> ')
      const line = `${key}${values ? `: ${shown}` : ''}`
      if (old === undefined) return green(`  + ${line}`)
      return value === null ? red(`  - ${line}`) : yellow(`  ~ ${line}`)
    })
  return lines.join('\n')
}
