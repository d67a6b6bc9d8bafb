import { posix } from 'node:path'
import { UsageError } from '../errors.ts'

/** One side of a copy: a path in a dyno, a path here, or `-`: a tar on stdin or stdout. */
export type Place = { in: 'dyno'; dyno: string; path: string } | { in: 'here'; path: string } | { in: 'tar' }

export interface Places {
  from: Place
  to: Place
  /** Heroku's form names one file: that, and not the link to it, and nothing that is here already is lost. */
  isHerokuForm: boolean
}

/** As on Heroku: what an app's paths are relative to. */
const home = '/app'
const defaultDyno = 'web.1'

/**
 * What was typed, in the manner of `docker cp` (`web.1:/app/log .`, `./x web.1:/tmp/`) or of Heroku (`FILE -d web.1 -o x`).
 * A file here whose name looks like a dyno's is written with `./` before it.
 */
export function parsePlaces(
  source: string,
  target: string | undefined,
  flags: { dyno?: string | undefined; output?: string | undefined },
): Places {
  const from = parsePlace(source)
  if (target === undefined) return herokuPlaces(from, source, flags)
  if (flags.dyno !== undefined || flags.output !== undefined)
    throw new UsageError('-d and -o are for a copy of one FILE; with two sides, each says all: web.1:/path.')
  const to = parsePlace(target)
  if (from.in === 'dyno' && to.in === 'dyno')
    throw new UsageError('both sides are in a dyno; copy to here first, then to the other dyno.')
  if (from.in !== 'dyno' && to.in !== 'dyno')
    throw new UsageError('neither side is in a dyno. Write that one like web.1:/app/log.')
  return { from, to, isHerokuForm: false }
}

function herokuPlaces(
  from: Place,
  source: string,
  { dyno, output }: { dyno?: string | undefined; output?: string | undefined },
): Places {
  if (from.in === 'tar') throw new UsageError('where to? Name a folder in a dyno: web.1:/app.')
  if (from.in === 'dyno' && dyno !== undefined)
    throw new UsageError(`the dyno is named twice: ${source} and -d ${dyno}.`)
  const remote: Place =
    from.in === 'dyno' ? from : { in: 'dyno', dyno: dyno ?? defaultDyno, path: absolutePath(source) }
  const name = output ?? posix.basename(remote.path)
  return {
    from: remote,
    to: name === '-' ? { in: 'tar' } : { in: 'here', path: name },
    isHerokuForm: from.in === 'here',
  }
}

/** A dyno's name, or a process type alone, which is none yet. One letter is a drive of Windows. */
const dynoPrefix = /^([A-Za-z][\w-]+(?:\.\d+)?):(.*)$/s

function parsePlace(text: string): Place {
  if (text === '-') return { in: 'tar' }
  if (text === '') throw new UsageError('an empty path names nothing.')
  const [, dyno, path] = dynoPrefix.exec(text) ?? []
  if (dyno === undefined || path === undefined) return { in: 'here', path: text }
  if (!dyno.includes('.'))
    throw new UsageError(
      `${dyno} is no dyno. Name one, like ${dyno}.1:${path}; or write ./${text} for a file here.`,
    )
  return { in: 'dyno', dyno, path: absolutePath(path) }
}

/** What is behind the last slash has a meaning: `log` and `log/` are the folder, `log/.` is what is in it. */
function absolutePath(path: string): string {
  const absolute = posix.resolve(home, path)
  if (path === '.' || path.endsWith('/.')) return joinDot(absolute)
  return path.endsWith('/') && absolute !== '/' ? `${absolute}/` : absolute
}

function joinDot(folder: string): string {
  return folder === '/' ? '/.' : `${folder}/.`
}
