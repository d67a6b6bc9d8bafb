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
  const [path = '', query] = blankLogins(text).split('?', 2)
  const parts = path.split('/').map((it) => (/%3A%2F%2F|^d\./i.test(it) ? blank : it))
  return parts.join('/') + (query === undefined ? '' : `?${blankQuery(query)}`)
}

/**
 * Of addresses anywhere in a text: what stands before the host. A password that nobody has encoded may hold a slash or an @; what
 * follows a colon and is a port, and its path, is no password.
 */
function blankLogins(text: string): string {
  return text.replace(/:\/\/(?:[^\s"/@?#:]*:(?!\d+(?:[/?#\s"]|$))[^\s"]*|[^\s"/@?#]*)@/g, `://${blank}@`)
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

/** Their values are commands, each under the name of its process. */
const commandsByProcess = /^(procfile|process_types)$/

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
  if (Array.isArray(value)) {
    // A command as its words: the first is the program.
    const isWords = /^(command|cmd|args)$/.test(name)
    return value.map((it, index) => (isWords && index > 0 ? blank : blankValue(it, isOwn, name)))
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, it]) => [
      key,
      blankValue(it, isOwn || ownValues.test(key), commandsByProcess.test(name) ? 'command' : key),
    ])
    return Object.fromEntries(entries)
  }
  if (value === null || typeof value === 'boolean') return value
  if (isOwn || (secretNames.test(name) && !/^public_key$/.test(name))) return blank
  if (/^(command|cmd)$/.test(name)) return firstWord(String(value))
  return typeof value === 'string' ? blankText(value, name) : value
}

/** Which program; what it is told may be a password. One that begins by setting a variable (`A=x rake`) begins with a value. */
function firstWord(command: string): string {
  const [first = '', ...others] = command.trim().split(/\s+/)
  const shown = first.includes('=') ? blank : blankLogins(first)
  return others.length === 0 ? shown : `${shown} ${blank}`
}

/** A key in a text is hidden whatever it is called; and of an address all but the host, since the path may open it too. */
function blankText(text: string, name: string): string {
  if (text.includes('PRIVATE KEY')) return blank
  if (plainAddresses.test(name)) return blankAddress(text)
  return blankLogins(text).replace(
    /\b([a-z][a-z0-9+.-]*:\/\/)(?:\(hidden\)@)?([^\s/?#"]+)[^\s"]*/gi,
    `$1$2/${blank}`,
  )
}
