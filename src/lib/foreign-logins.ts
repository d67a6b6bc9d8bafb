import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, isAbsolute, join, sep } from 'node:path'
import { readIfThere } from './private-file.ts'
import type { Env } from './surroundings.ts'

/** A login that another program remembers. */
export interface ForeignLogin {
  /** The file that it is in. */
  from: string
  /** Of the controller, without a trailing slash. */
  url: string
  token: string
  username?: string
  /** What the other program calls it, where that is a name and no default. */
  name?: string
  /** It does not check the controller's certificate. */
  isUnchecked?: boolean
}

/**
 * What the deis and heroku programs remember for this person. Files that are not theirs are passed over; `onUnreadable` hears of
 * those that can not be read.
 */
export async function findForeignLogins(
  env: Env,
  onUnreadable: (path: string, why: string) => void = () => {},
): Promise<ForeignLogin[]> {
  const read = (path: string) =>
    readIfThere(path).catch((error: unknown) => {
      onUnreadable(path, error instanceof Error ? error.message : String(error))
      return undefined
    })
  const home = env['HOME'] ?? homedir()
  const files = await listDeisFiles(home, env['DEIS_PROFILE'])
  const ofDeis = await Promise.all(files.map(async (path) => readDeisLogin(path, await read(path))))
  const netrc = join(home, '.netrc')
  return [...ofDeis.flat(), ...readHerokuLogins(netrc, await read(netrc), env['HEROKU_HOST'])]
}

/** Each profile of deis is a file beside `client.json`; DEIS_PROFILE names one, or is the path of one that is elsewhere. */
async function listDeisFiles(home: string, profile: string | undefined): Promise<string[]> {
  const folder = join(home, '.deis')
  const names = await readdir(folder).catch(() => [])
  const files = names.filter((it) => it.endsWith('.json')).map((it) => join(folder, it))
  const elsewhere =
    profile?.includes(sep) && isAbsolute(profile) && profile.endsWith('.json') ? [profile] : []
  return [...new Set([...files.sort(), ...elsewhere])]
}

/** `{"username","ssl_verify","controller","token","response_limit"}`; the limit is of no use to who follows all pages. */
function readDeisLogin(path: string, text: string | undefined): ForeignLogin[] {
  const { controller, token, username, ssl_verify } = parseObject(text)
  const url = typeof controller === 'string' ? addressOf(controller) : undefined
  if (url === undefined || typeof token !== 'string' || token === '') return []
  const name = basename(path, '.json')
  return [
    {
      from: path,
      url,
      token,
      ...(typeof username === 'string' ? { username } : {}),
      ...(name === 'client' ? {} : { name }),
      ...(ssl_verify === false ? { isUnchecked: true } : {}),
    },
  ]
}

function parseObject(text = '{}'): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    return {}
  }
}

/**
 * The machines of ~/.netrc, which heroku shares with ftp, curl and others: whether one is a controller, only it can say. Heroku writes
 * the host without its scheme, "api.heroku.com" or "localhost:5999": that of HEROKU_HOST where it is the same, http on this
 * machine, https anywhere else. The host of its git has the same token and is no controller.
 */
function readHerokuLogins(path: string, text = '', herokuHost = ''): ForeignLogin[] {
  return parseNetrc(text)
    .filter(({ machine }) => machine !== 'git.heroku.com')
    .flatMap(({ machine, password }) => {
      const url = addressOf(`${schemeFor(machine, herokuHost)}//${machine}`)
      return url === undefined ? [] : [{ from: path, url, token: password }]
    })
}

function schemeFor(machine: string, herokuHost: string): string {
  const named = URL.parse(herokuHost)
  if (named?.host === machine) return named.protocol
  return /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(machine) ? 'http:' : 'https:'
}

/** Words apart by white space, in quotes where they hold some; a macro ends at an empty line; a `default` is for no host. */
function parseNetrc(text: string): { machine: string; password: string }[] {
  const withoutMacros = text
    .replace(/^\s*macdef\b[\s\S]*?(\n\s*\n|$(?![\s\S]))/gm, '\n')
    .replace(/^\s*#.*$/gm, '')
  const words = (withoutMacros.match(/"[^"]*"|\S+/g) ?? []).map((it) => it.replace(/^"(.*)"$/s, '$1'))
  const entries: { machine: string; password: string }[] = []
  let machine: string | undefined
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]
    const value = words[at + 1] ?? ''
    if (word === 'default') machine = undefined
    if (word === 'machine') machine = value
    if (word === 'password' && machine) entries.push({ machine, password: value })
    if (['machine', 'login', 'password', 'account'].includes(word ?? '')) at += 1
  }
  return entries.filter((it) => it.password !== '')
}

function addressOf(text: string): string | undefined {
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol)) return undefined
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}
