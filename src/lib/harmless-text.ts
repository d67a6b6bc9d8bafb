/** A line end, a colour (SGR, ECMA-48 8.3.117), or else what may steer a terminal. */
const control = /\r?\n|\x1b\[[\d;:]*m|[\x00-\x08\x0b-\x1f\x7f-\x9f]/g

/**
 * Text with lines and colours, for people: all else that could steer the terminal that it is shown in is shown as `cat -v` does.
 * What comes from a controller may be of anybody: names, errors, lines of logs and builds.
 */
export function harmless(text: string): string {
  return text.replace(control, (found) =>
    found.length > 1 || found === '\n' ? found : visibleControl(found),
  )
}

/** One control character, as `cat -v` shows it. */
export function visibleControl(character: string): string {
  const code = character.charCodeAt(0)
  const sign = `^${String.fromCharCode((code & 0x7f) ^ 0x40)}`
  return code < 0x80 ? sign : `M-${sign}`
}

/** The same JSON, by escapes where JSON does without: DEL, and the controls of ISO 6429 that a terminal may take for such. */
export function harmlessJson(json: string): string {
  return json.replace(/[\x7f-\x9f]/g, (found) => `\\u00${found.charCodeAt(0).toString(16)}`)
}

/** As it comes: only what a piece may end in the midst of waits for the next. */
export async function* harmlessChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let held = ''
  for await (const chunk of chunks) {
    const text = held + decoder.decode(chunk, { stream: true })
    held = /(?:\r|\x1b(?:\[[\d;:]{0,60})?)$/.exec(text)?.[0] ?? ''
    yield harmless(text.slice(0, text.length - held.length))
  }
  yield harmless(held + decoder.decode())
}
