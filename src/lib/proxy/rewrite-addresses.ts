import { UserError } from '../errors.ts'

/** Fields of the API that hold an address of the controller's own, which is to be fetched as it is. */
const fields: ReadonlySet<string> = new Set([
  'attach_url',
  'get_url',
  'logplex_url',
  'output_stream_url',
  'put_url',
])

export interface Rewriting {
  /** The controller's host and port: `qp.example.com`. */
  from: string
  /** What is here in its place: `127.0.0.1:5999`. */
  to: string
  /** Told of each path, with its query, that now leads here. */
  onPath: (path: string) => void
}

/** A body of JSON in which what leads to the controller leads here: by http, and websockets by ws. All else is as it was. */
export function rewriteAddresses(json: string, { from, to, onPath }: Rewriting): string {
  // An answer without a body says its type all the same.
  if (!json.includes(from)) return json
  let hasChanged = false
  const rewritten = parse(json, (name, value) => {
    if (!fields.has(name) || typeof value !== 'string') return value
    const url = URL.parse(value)
    if (url?.host !== from || !/^(http|ws)s?:$/.test(url.protocol)) return value
    hasChanged = true
    onPath(url.pathname + url.search)
    return `${url.protocol.startsWith('ws') ? 'ws' : 'http'}://${to}${url.pathname}${url.search}`
  })
  return hasChanged ? JSON.stringify(rewritten) : json
}

function parse(json: string, revive: (name: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(json, revive)
  } catch {
    const message = 'the answer is not JSON. Is this the address of a controller?'
    throw new UserError(message, { code: 'not_json' })
  }
}
