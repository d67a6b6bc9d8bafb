import type { Readable } from 'node:stream'
import { takeHead } from './stream-head.ts'

/** Bytes. What has no line end in so many has no first line. */
const longestLine = 4096

const lineFeed = 0x0a

/**
 * Takes the first line off a stream. `rest` is what follows; `line` comes without its end (LF, or a terminal's CR LF), and is
 * all there was where the stream ends before it.
 */
export function takeFirstLine(source: Readable): { line: Promise<string>; rest: Readable } {
  const { head, rest } = takeHead(
    source,
    (bytes) => bytes.indexOf(lineFeed) + 1 || (bytes.length > longestLine ? bytes.length : undefined),
  )
  return { line: head.then((bytes) => bytes.toString().replace(/\r?\n?$/, '')), rest }
}
