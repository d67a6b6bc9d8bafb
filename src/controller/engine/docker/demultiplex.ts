import { Readable } from 'node:stream'
import { problem } from '../../domain/problem.ts'

const headerSize = 8

/**
 * Takes Docker's stream of frames apart: a header of one byte for the stream (1 stdout, 2 stderr), three zeros and the
 * payload's length in big-endian, then the payload; https://docs.docker.com/reference/api/engine/ under "attach".
 *
 * Payloads are passed on as they come, never gathered. While either reader is behind, nothing more is read from Docker,
 * which in turn stops the process at its next write.
 */
export function demultiplex(source: Readable): { stdout: Readable; stderr: Readable } {
  const behind = new Set<Readable>()
  const stdout = createOutput()
  const stderr = createOutput()
  const parse = createFrameParser((stream, payload) => {
    const output = stream === 2 ? stderr : stdout
    if (!output.destroyed && !output.push(payload)) behind.add(output)
  })

  function createOutput(): Readable {
    const output: Readable = new Readable({
      read: () => goOn(output),
      // A reader that goes away must not hold up the other one.
      destroy: (error, done) => {
        goOn(output)
        done(error)
      },
    })
    // Whoever reads sees the error; nobody reading must not bring the controller down.
    output.on('error', () => {})
    return output
  }

  function goOn(output: Readable): void {
    if (behind.delete(output) && behind.size === 0) source.resume()
  }

  source.on('data', (chunk: Buffer) => {
    try {
      parse.take(chunk)
    } catch (error) {
      source.destroy(error instanceof Error ? error : undefined)
    }
    if (behind.size > 0) source.pause()
  })
  source.once('end', () => {
    if (parse.isWithinFrame()) {
      source.destroy(
        problem('engine_unavailable', "Docker ended a container's output in the middle of a frame."),
      )
      return
    }
    stdout.push(null)
    stderr.push(null)
  })
  source.once('error', (error) => {
    stdout.destroy(error)
    stderr.destroy(error)
  })
  source.once('close', () => {
    if (source.readableEnded) return
    stdout.destroy()
    stderr.destroy()
  })
  return { stdout, stderr }
}

/** A parser that keeps no more than an unfinished header between chunks. */
function createFrameParser(onPayload: (stream: number, payload: Buffer) => void) {
  let header: Buffer = Buffer.alloc(0)
  let stream = 1
  let missing = 0
  return {
    take(chunk: Buffer): void {
      let rest = chunk
      while (rest.length > 0) {
        if (missing > 0) {
          const payload = rest.subarray(0, missing)
          onPayload(stream, payload)
          missing -= payload.length
          rest = rest.subarray(payload.length)
          continue
        }
        const added = rest.subarray(0, headerSize - header.length)
        header = header.length === 0 ? added : Buffer.concat([header, added])
        rest = rest.subarray(added.length)
        if (header.length < headerSize) return
        ;({ stream, length: missing } = readHeader(header))
        header = Buffer.alloc(0)
      }
    },
    isWithinFrame: () => missing > 0 || header.length > 0,
  }
}

/** Docker also has stream 3, for an error of its own that ends a log; it counts as stderr. */
export function readHeader(header: Buffer): { stream: 1 | 2; length: number } {
  const stream = header.readUInt8(0)
  if (stream > 3) {
    throw problem('engine_unavailable', `Docker's frame names stream ${stream}; is this a terminal's output?`)
  }
  return { stream: stream === 1 || stream === 0 ? 1 : 2, length: header.readUInt32BE(4) }
}
