/** One message of an event stream: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface ServerSentEvent {
  id: string | undefined
  data: string
}

/** Comments (`:` lines, by which a server keeps the connection alive) and unknown fields are passed over. */
export async function* readEvents(lines: AsyncIterable<string>): AsyncGenerator<ServerSentEvent> {
  let id: string | undefined
  let data: string[] = []
  for await (const line of lines) {
    if (line === '') {
      if (data.length > 0) yield { id, data: data.join('\n') }
      data = []
      continue
    }
    const [field, value] = splitField(line)
    if (field === 'data') data.push(value)
    else if (field === 'id') id = value
  }
}

/** One space after the colon belongs to the syntax, further ones to the value. */
function splitField(line: string): [field: string, value: string] {
  const colon = line.indexOf(':')
  return colon === -1 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')]
}
