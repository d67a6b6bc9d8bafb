import type { LogLine } from '../domain/log-line.ts'

/** Heroku's longest line; the rest of a longer one goes on in the next. */
export const longestText = 10_000

/** A line as it lies in a file: time, source, dyno, text. */
export function renderRecord(line: LogLine): string {
  return `${line.at.toISOString()} ${line.source} ${line.dyno} ${line.text}\n`
}

/** Undefined where it is none: a line that a crash tore. */
export function parseRecord(record: string): LogLine | undefined {
  const match = /^(\S{24,27}) (app|qp) (\S+) (.*)$/s.exec(record)
  if (!match) return undefined
  const [, at = '', source, dyno = '', text = ''] = match
  return { at: new Date(at), source: source === 'app' ? 'app' : 'qp', dyno, text }
}

/** Lines that are each one line of a file, and none too long. */
export function splitLine(line: LogLine): LogLine[] {
  if (line.text.length * 3 <= longestText && !line.text.includes('\n')) return [line]
  const pieces = line.text.split('\n').flatMap(splitText)
  return pieces.map((text) => ({ ...line, text }))
}

function splitText(text: string): string[] {
  const bytes = Buffer.from(text)
  if (bytes.length <= longestText) return [text]
  const pieces: string[] = []
  for (let start = 0; start < bytes.length; ) {
    let end = Math.min(start + longestText, bytes.length)
    // Not within a character: its later bytes are 10xxxxxx.
    while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
    pieces.push(bytes.toString('utf8', start, end))
    start = end
  }
  return pieces
}
