import { Readable } from 'node:stream'

/**
 * How many bytes belong to the head, of those that have come so far; undefined as long as that can't be told. `isAll`: no more
 * will come, so it must be told now.
 */
export type Judge = (soFar: Buffer, isAll: boolean) => number | undefined

/**
 * Takes the head off a stream, wherever its chunks are cut: it is read at once, whether anybody reads the rest or not. `rest`
 * is what follows, byte for byte and at its reader's pace.
 */
export function takeHead(source: Readable, judge: Judge): { head: Promise<Buffer>; rest: Readable } {
  const { promise: head, resolve } = Promise.withResolvers<Buffer>()
  let held: Buffer | undefined = Buffer.alloc(0)
  /** Gives what is not of the head. */
  const hold = (before: Buffer, chunk: Buffer, isAll: boolean): Buffer => {
    const bytes = Buffer.concat([before, chunk])
    const length = judge(bytes, isAll) ?? (isAll ? bytes.length : undefined)
    held = length === undefined ? bytes : undefined
    if (length === undefined) return Buffer.alloc(0)
    resolve(bytes.subarray(0, length))
    return bytes.subarray(length)
  }
  const take = (chunk: Buffer, isAll: boolean): void => {
    const data = held ? hold(held, chunk, isAll) : chunk
    if (data.length > 0 && !rest.push(data)) source.pause()
  }

  const rest = new Readable({
    read: () => void source.resume(),
    destroy(error, done) {
      source.destroy()
      done(error)
    },
  })
  rest.on('error', () => {})
  source.on('data', (chunk: Buffer) => take(chunk, false))
  source.once('end', () => {
    take(Buffer.alloc(0), true)
    rest.push(null)
  })
  source.once('error', (error) => rest.destroy(error))
  source.once('close', () => {
    if (source.readableEnded) return
    take(Buffer.alloc(0), true)
    rest.destroy()
  })
  return { head, rest }
}
