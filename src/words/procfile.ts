/** Process types and the shell line of each: `{ web: 'node server.js' }`. */
export type ProcessTypes = Readonly<Record<string, string>>

/** `__proto__` names no property of an object like others: it would be lost without a word. */
const entry = /^(?!__proto__:)([A-Za-z0-9_-]+):\s*(.+)$/

/** A Procfile that can't be read. Its message names the line. */
export class ProcfileError extends Error {
  override readonly name = 'ProcfileError'
}

/**
 * Reads a Procfile: a line each, `web: node server.js`; blank lines and lines that begin with # say nothing.
 *
 * Throws a ProcfileError where a line is neither, and where a process type is there twice: Heroku's
 * documentation leaves that open, and whichever line won, somebody would wonder why the other does not run.
 */
export function parseProcfile(text: string): ProcessTypes {
  const types: Record<string, string> = {}
  const seenAt = new Map<string, number>()
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (const [index, line] of lines.entries()) {
    const content = line.trim()
    if (content === '' || content.startsWith('#')) continue
    const [, type, command] = entry.exec(content) ?? []
    if (type === undefined || command === undefined) throw badLine(index + 1, content)
    const earlier = seenAt.get(type)
    if (earlier !== undefined) throw doubleType(type, earlier, index + 1)
    seenAt.set(type, index + 1)
    types[type] = command
  }
  return types
}

function badLine(number: number, content: string) {
  const shown = content.length > 60 ? `${content.slice(0, 60)}…` : content
  return new ProcfileError(
    `Procfile, line ${number}: ${JSON.stringify(shown)} is no process type. Write a line like "web: node server.js".`,
  )
}

function doubleType(type: string, first: number, second: number) {
  return new ProcfileError(
    `Procfile, line ${second}: the process type ${type} is there already, on line ${first}. Keep one of them.`,
  )
}
