import type { ContainerLogLine } from '../engine.ts'
import type { LogFrame } from './log-frames.ts'

/** Where a line is cut that has no end, so that memory stays flat. */
const longestLine = 64 * 1024

interface OpenLine {
  position: string
  parts: Buffer[]
  length: number
}

/** Joins the entries of each stream into lines; a line is dated by its first entry. What is unfinished comes at the end. */
export async function* joinLogLines(entries: AsyncIterable<LogFrame>): AsyncGenerator<ContainerLogLine> {
  const open = new Map<LogFrame['stream'], OpenLine>()
  for await (const { stream, payload } of entries) {
    const { position, text } = splitTimestamp(payload)
    const line = open.get(stream) ?? { position, parts: [], length: 0 }
    line.parts.push(text)
    line.length += text.length
    const isWhole = text.at(-1) === 0x0a || line.length >= longestLine
    if (isWhole) open.delete(stream)
    else open.set(stream, line)
    if (isWhole) yield toLine(stream, line)
  }
  for (const [stream, line] of open) yield toLine(stream, line)
}

/** With `timestamps` every entry begins with its own, even one that goes on with a line: "2026-08-01T10:00:00.123456789Z x". */
function splitTimestamp(payload: Buffer): { position: string; text: Buffer } {
  const space = payload.indexOf(0x20)
  return { position: toPosition(payload.toString('latin1', 0, space)), text: payload.subarray(space + 1) }
}

/** Always nine digits, so that positions compare as text. */
function toPosition(timestamp: string): string {
  const [seconds = '', fraction = ''] = timestamp.replace(/Z$/, '').split('.')
  return `${seconds}.${fraction.padEnd(9, '0')}Z`
}

function toLine(stream: LogFrame['stream'], { position, parts }: OpenLine): ContainerLogLine {
  const text = Buffer.concat(parts)
    .toString()
    .replace(/\r?\n$/, '')
  return { at: new Date(`${position.slice(0, 23)}Z`), position, stream, text }
}
