import { fstatSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from '../lib/cache-dir.ts'

type Env = Readonly<Record<string, string | undefined>>

const dayMs = 24 * 60 * 60 * 1000

/** What other programs start, and must hear nothing from but what they asked for. */
const quietCommands = /^(autocomplete|git:credentials)/

/** Its time is that of the last check; in it is what that found, until somebody was told. */
export function updateFile(env: Env, dirname: string): string {
  return join(cacheDir(env, dirname), 'update')
}

/**
 * Whether there may be something to do about newer versions: once a day, and when something is to be told. Each start asks, so it is a
 * stat or two: never in CI, off a terminal, under --json, or with QP_SKIP_UPDATE_CHECK.
 */
export function isUpdateDue(argv: readonly string[], env: Env, dirname: string, now = Date.now()): boolean {
  const isMachine = env['CI'] || env['QP_SKIP_UPDATE_CHECK'] || argv.includes('--json') || argv.includes('-j')
  if (isMachine || quietCommands.test(argv[0] ?? '') || !mayBeTerminal()) return false
  const found = statSync(updateFile(env, dirname), { throwIfNoEntry: false })
  return found === undefined || found.size > 0 || now - found.mtimeMs > dayMs
}

/** A pipe or a file is none. Whether it is one is asked later: that takes longer. */
function mayBeTerminal(): boolean {
  try {
    return fstatSync(2).isCharacterDevice()
  } catch {
    return false
  }
}
