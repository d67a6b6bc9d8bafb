import { colourOfName } from './colour.ts'

/** `<time> <source>[<dyno>]: <text>` */
const form = /^(\S+) ([\w-]+)\[([\w.-]+)\]:(?: |$)(.*)$/s

export interface LogEntry {
  /** ISO 8601; null, as source and dyno, where the line is of another form. */
  time: string | null
  source: string | null
  dyno: string | null
  text: string
}

export function parseLogLine(line: string): LogEntry {
  const [, time, source, dyno, text] = form.exec(line) ?? []
  if (!time || !source || !dyno || text === undefined)
    return { time: null, source: null, dyno: null, text: line }
  return { time, source, dyno, text }
}

/** The head of the line in a colour of the dyno's own, so that many can be told apart; the text as it is. */
export function renderLogLine(line: string, colour: boolean): string {
  const { source, dyno, text } = parseLogLine(line)
  if (!colour || dyno === null) return line
  return colourOfName(`${source}[${dyno}]`)(line.slice(0, line.length - text.length)) + text
}
