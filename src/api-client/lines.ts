import type { Readable } from 'node:stream'

/**
 * The lines of a stream, without their ends (\n or \r\n); a last one without an end counts. Unlike readline, it throws when the stream
 * fails, so that a cut connection is no end.
 */
export async function* readLines(stream: Readable): AsyncGenerator<string> {
  let rest = ''
  stream.setEncoding('utf8')
  for await (const chunk of stream) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield line.replace(/\r$/, '')
  }
  if (rest !== '') yield rest
}
