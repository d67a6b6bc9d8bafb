import { readHeader } from './demultiplex.ts'

export interface LogFrame {
  stream: 'stdout' | 'stderr'
  payload: Buffer
}

/** One frame for each entry of a container's log; an entry is a line, or 16 KiB of a longer one. */
export async function* readLogFrames(body: AsyncIterable<unknown>): AsyncGenerator<LogFrame> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) continue
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (let frame = takeFrame(rest); frame; frame = takeFrame(rest)) {
      rest = frame.rest
      yield { stream: frame.stream, payload: frame.payload }
    }
  }
}

function takeFrame(bytes: Buffer): (LogFrame & { rest: Buffer }) | undefined {
  if (bytes.length < 8) return undefined
  const { stream, length } = readHeader(bytes)
  if (bytes.length < 8 + length) return undefined
  return {
    stream: stream === 1 ? 'stdout' : 'stderr',
    payload: bytes.subarray(8, 8 + length),
    rest: bytes.subarray(8 + length),
  }
}

/** A terminal's log has no frames: a line is an entry, and there is only stdout. */
export async function* readTerminalEntries(body: AsyncIterable<unknown>): AsyncGenerator<LogFrame> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) continue
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      yield { stream: 'stdout', payload: rest.subarray(0, end + 1) }
      rest = rest.subarray(end + 1)
    }
  }
  if (rest.length > 0) yield { stream: 'stdout', payload: rest }
}
