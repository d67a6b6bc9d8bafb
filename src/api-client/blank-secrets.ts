/** What stands in the place of a secret. */
export const blank = '(hidden)'

type Headers = Readonly<Record<string, string | string[] | undefined>>

/** Those that are known to hold no secret; of any other only the name is shown. */
const plainHeaders = new Set([
  ...['accept', 'accept-encoding', 'cache-control', 'connection', 'content-encoding', 'content-length'],
  ...['content-range', 'content-type', 'date', 'deis_api_version', 'deis_platform_version', 'etag'],
  ...['next-range', 'range', 'request-id', 'retry-after', 'server', 'transfer-encoding', 'user-agent'],
  ...['vary', 'www-authenticate', 'x-request-id'],
])

export function blankHeaders(headers: Headers): Record<string, string> {
  const shown = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, blankHeader(name.toLowerCase(), String(value))] as const],
  )
  return Object.fromEntries(shown)
}

function blankHeader(name: string, value: string): string {
  if (name === 'location') return blankAddress(value)
  return plainHeaders.has(name) ? value : blank
}

/** An address as it is asked: what it says behind `?` may be a signature, and a drain goes by its own address, password and all. */
export function blankAddress(text: string): string {
  const [path = '', query] = text.replace(/\/\/[^/@?]*@/, `//${blank}@`).split('?', 2)
  const parts = path.split('/').map((it) => (/%3A%2F%2F|^d\./i.test(it) ? blank : it))
  return parts.join('/') + (query === undefined ? '' : `?${blankQuery(query)}`)
}

/** How lists are asked for. */
const plainParameters = /^(limit|offset|page|page_size|log_lines|lines|tail|all|extended|label|status)$/

function blankQuery(query: string): string {
  return query.replace(/([^&=]+)=([^&]*)/g, (whole, name: string) =>
    plainParameters.test(name) ? whole : `${name}=${blank}`,
  )
}

/** Under these every value is somebody's own: config vars, the environment of a run, who pulls an image, what a probe says. */
const ownValues = /^(values|env|config_vars|registry|httpHeaders|headers)$/

const secretNames =
  /pass(word|wd|phrase)|secret|token|private|credential|authorization|cookie|signature|otp|(^|_)key$|^code$|^nonce$/i

/** They say where something is, and no secret is in them. */
const plainAddresses = /^(git_url|ssh_git_url|web_url|next|previous)$/

/**
 * A body as it may be shown: without what opens something, or is a value that only its app should see. `path` is the request's.
 * Rather too much is hidden than too little: whoever looks wants to see what was asked, in which shape, and what was refused.
 */
export function blankBody(path: string, body: unknown): unknown {
  // The Platform API's config vars are a flat map: nothing but the path says what it is.
  const isConfig = /\/config-vars(\/|\?|$)/.test(path) && !isRefusal(body)
  return blankValue(body, isConfig)
}

function isRefusal(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false
  const keys = Object.keys(body)
  return (
    keys.includes('id') &&
    keys.includes('message') &&
    keys.every((it) => /^(id|message|url|errors)$/.test(it))
  )
}

function blankValue(value: unknown, isOwn: boolean, name = ''): unknown {
  if (Array.isArray(value)) return value.map((it) => blankValue(it, isOwn, name))
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, it]) => [
      key,
      blankValue(it, isOwn || ownValues.test(key), key),
    ])
    return Object.fromEntries(entries)
  }
  if (value === null || typeof value === 'boolean') return value
  if (isOwn || (secretNames.test(name) && !/^public_key$/.test(name))) return blank
  return typeof value === 'string' ? blankText(value, name) : value
}

/** A key in a text is hidden whatever it is called; and of an address all but the host, since the path may open it too. */
function blankText(text: string, name: string): string {
  if (text.includes('PRIVATE KEY')) return blank
  if (plainAddresses.test(name)) return blankAddress(text)
  return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/@"]*@)?([^\s/?#"]+)[^\s"]*/gi, `$1$2/${blank}`)
}
