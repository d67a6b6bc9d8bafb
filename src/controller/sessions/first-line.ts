import { Readable } from 'node:stream'

/** Bytes. What has no line end in so many has no first line. */
const longestLine = 4096

const lineFeed = 0x0a

/**
 * Takes the first line off a stream, wherever its chunks are cut. `rest` is what follows, byte for byte and at its reader's
 * pace; `line` comes without its end (LF, or a terminal's CR LF), and is all there was where the stream ends before it.
 */
export function takeFirstLine(source: Readable): { line: Promise<string>; rest: Readable } {
  const { promise: line, resolve } = Promise.withResolvers<string>()
  let head: Buffer | undefined = Buffer.alloc(0)
  const finishLine = (bytes: Buffer) => {
    head = undefined
    resolve(bytes.toString().replace(/\r?\n?$/, ''))
  }
  const takeHead = (chunk: Buffer, before: Buffer): Buffer => {
    const bytes = Buffer.concat([before, chunk])
    const end = bytes.indexOf(lineFeed) + 1 || (bytes.length > longestLine ? bytes.length : 0)
    if (end > 0) finishLine(bytes.subarray(0, end))
    else head = bytes
    return end > 0 ? bytes.subarray(end) : Buffer.alloc(0)
  }

  const rest = new Readable({
    read: () => void source.resume(),
    destroy(error, done) {
      source.destroy()
      done(error)
    },
  })
  rest.on('error', () => {})
  source.on('data', (chunk: Buffer) => {
    const data = head ? takeHead(chunk, head) : chunk
    if (data.length > 0 && !rest.push(data)) source.pause()
  })
  source.once('end', () => {
    if (head) finishLine(head)
    rest.push(null)
  })
  source.once('error', (error) => rest.destroy(error))
  source.once('close', () => {
    if (head) finishLine(head)
    if (!source.readableEnded) rest.destroy()
  })
  return { line, rest }
}
