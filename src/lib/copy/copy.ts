import { pipeline } from 'node:stream/promises'
import { RemoteExit, UsageError } from '../errors.ts'
import type { Terminal } from '../terminal.ts'
import { copyFromDyno } from './copy-from-dyno.ts'
import { copyToDyno } from './copy-to-dyno.ts'
import { hasCode } from './file-problem.ts'
import type { Place, Places } from './places.ts'
import { type DynoFiles, followLinks } from './remote-path.ts'
import type { CopyTally } from './tally.ts'

export interface CopyOptions extends Pick<DynoFiles, 'api' | 'app'> {
  places: Places
  /** Where `from` is a link in the dyno, what it leads to is copied. */
  isFollowed: boolean
  terminal: Terminal
  cwd: string
  tally: CopyTally
}

/** Copies between a dyno and here, one way or the other; `-` is a tar on stdin or stdout. */
export async function copy({ places, ...options }: CopyOptions): Promise<void> {
  const { from, to, isHerokuForm } = places
  const { api, app, terminal, cwd, tally } = options
  if (from.in === 'dyno') {
    const files = { api, app, dyno: from.dyno }
    if (to.in === 'tar') return copyToStdout(files, from.path, options)
    const isFollowed = options.isFollowed || isHerokuForm
    return copyFromDyno({
      ...files,
      from: from.path,
      to: pathOf(to),
      isFollowed,
      isNew: isHerokuForm,
      cwd,
      tally,
    })
  }
  if (to.in !== 'dyno') throw new UsageError('neither side is in a dyno.')
  const files = { api, app, dyno: to.dyno }
  if (from.in === 'here') return copyToDyno({ ...files, from: from.path, to: to.path, cwd, tally })
  if (terminal.isTTY.stdin) throw new UsageError('- is a tar on stdin, and stdin is a terminal.')
  return api.dynos.writeArchive(app, to.dyno, to.path, terminal.stdin)
}

function pathOf(place: Place): string {
  return place.in === 'tar' ? '-' : place.path
}

async function copyToStdout(
  files: DynoFiles,
  path: string,
  { terminal, isFollowed }: Pick<CopyOptions, 'terminal' | 'isFollowed'>,
): Promise<void> {
  if (terminal.isTTY.stdout) throw new UsageError('- is a tar on stdout, and stdout is a terminal.')
  const from = isFollowed ? await followLinks(files, path) : path
  const tar = await files.api.dynos.readArchive(files.app, files.dyno, from)
  try {
    await pipeline(tar, terminal.stdout, { end: false })
  } catch (error) {
    // Nobody reads on, as behind `| head`: 128 and SIGPIPE.
    throw hasCode(error, 'EPIPE') ? new RemoteExit(141) : error
  }
}

/** For a sentence: "web.1:/app/log", "./", "stdout". */
export function describePlace(place: Place, side: 'from' | 'to'): string {
  if (place.in === 'tar') return side === 'from' ? 'stdin' : 'stdout'
  if (place.in === 'dyno') return `${place.dyno}:${place.path}`
  return place.path === '.' ? './' : place.path
}
