import type { LogLine } from '../domain/log-line.ts'

/** What stands in the place of lines that were lost, worded after Heroku's L10. */
export function describeDropped(count: number, since: Date, at: Date): LogLine {
  const lines = count === 1 ? '1 message' : `${count} messages`
  const text = `Error L10 (output buffer overflow): ${lines} dropped since ${since.toISOString()}.`
  return { at, source: 'qp', dyno: 'logs', text }
}
