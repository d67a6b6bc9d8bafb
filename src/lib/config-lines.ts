import { quoteForShell } from './config-text.ts'
import { UserError } from './errors.ts'

/** A line of a file of config vars, or several where a value has line ends; without a key, a comment or an empty one. */
export interface ConfigLine {
  text: string
  key?: string
  value?: string
}

/**
 * `KEY=value` lines as people keep them in `.env` and as `renderConfigLine` writes them: quotes, `export`, comments. A value that begins
 * with a quote is read as a shell reads a word, over line ends too, but that nothing is expanded; `\n` within double quotes is
 * a line end. Any other goes to the end of the line, or to a ` #`. Throws where a line is none, by its number.
 */
export function parseConfigLines(text: string): ConfigLine[] {
  const rest = text.replace(/^\uFEFF/, '')
  const lines: ConfigLine[] = []
  for (let at = 0; at < rest.length; ) {
    const end = endOfLine(rest, at)
    const [, begin, key] = /^(\s*(?:export\s+)?([^\s=#'"]+)\s*=[ \t]*)/.exec(rest.slice(at, end)) ?? []
    if (begin === undefined || key === undefined) {
      const line = rest.slice(at, end)
      if (!/^\s*(#.*)?$/s.test(line)) throw noSuchLine(rest, at)
      lines.push({ text: line })
      at = end + 1
      continue
    }
    const { value, next } = readValue(rest, at + begin.length)
    lines.push({ text: rest.slice(at, next), key, value })
    at = next + 1
  }
  return lines
}

/** What the lines set; of two with the same key the last. */
export function configVarsOf(lines: readonly ConfigLine[]): Record<string, string> {
  return Object.fromEntries(
    lines.flatMap(({ key, value }) => (key === undefined || value === undefined ? [] : [[key, value]])),
  )
}

/** A line, or several, that a shell and most readers of `.env` understand alike. */
export function renderConfigLine(key: string, value: string): string {
  // Many readers of .env do not know the shell's '\''; between double quotes both know a single one.
  const isPlainInDoubleQuotes = value.includes("'") && !/["\\$`!]/.test(value)
  return `${key}=${isPlainInDoubleQuotes ? `"${value}"` : quoteForShell(value)}`
}

/** The text with these values: lines that say another are written anew, comments and other lines stay, what is new comes last. */
export function mergeConfigVars(
  lines: readonly ConfigLine[],
  configVars: Readonly<Record<string, string>>,
): string {
  const known = configVarsOf(lines)
  const old = lines.map(({ text, key }) => {
    const value = key === undefined ? undefined : configVars[key]
    return key === undefined || value === undefined || value === known[key]
      ? text
      : renderConfigLine(key, value)
  })
  const added = Object.entries(configVars)
    .filter(([key]) => known[key] === undefined)
    .map(([key, value]) => renderConfigLine(key, value))
  return [...old, ...added].map((line) => line + '\n').join('')
}

interface ReadValue {
  value: string
  /** Where the line ends. */
  next: number
}

function readValue(text: string, at: number): ReadValue {
  const end = endOfLine(text, at)
  const opening = text[at] ?? ''
  if ('\'"`'.includes(opening) && opening !== '') return readQuoted(text, at)
  const value = text
    .slice(at, end)
    .replace(/(^|\s)#.*$/s, '')
    .trimEnd()
  return { value, next: end }
}

/** A shell's word: pieces in quotes, and characters behind a backslash, without a space between them. */
function readQuoted(text: string, start: number): ReadValue {
  let value = ''
  let at = start
  while (at < text.length && !/\s/.test(text[at] ?? '')) {
    const piece = /^(?:'([^']*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`|\\(.)|([^\s'"`\\]))/s.exec(text.slice(at))
    if (!piece) throw noSuchLine(text, start, 'a quote is not closed')
    const [whole, single, double, back, escaped, plain] = piece
    value += single ?? back ?? escaped ?? plain ?? withoutBackslashes(double ?? '')
    at += whole.length
  }
  const next = endOfLine(text, at)
  if (!/^\s*(#.*)?$/s.test(text.slice(at, next)))
    throw noSuchLine(text, start, 'something stands behind the quotes')
  return { value, next }
}

function withoutBackslashes(text: string): string {
  return text.replace(/\\([\s\S])/g, (both, character: string) => {
    if (character === 'n') return '\n'
    return '"\\$`'.includes(character) ? character : both
  })
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

/** Without the line itself: there may be a secret in it. */
function noSuchLine(text: string, at: number, why = 'it is no KEY=value and no comment'): UserError {
  const number = text.slice(0, at).split('\n').length
  return new UserError(`line ${number} can't be understood: ${why}.`, { code: 'not_config_vars' })
}
