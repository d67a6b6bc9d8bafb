import { StringDecoder } from 'node:string_decoder'

/** JSON values, one a line, as Docker reports events and progress. */
export async function* readJsonLines(body: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) continue
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line)
  }
  if (rest.trim() !== '') yield JSON.parse(rest)
}
