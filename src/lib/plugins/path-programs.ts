import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants as fs, readdirSync, statSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Env } from '../surroundings.ts'
import type { Terminal } from '../terminal.ts'
import { windowsArgv } from './windows-argv.ts'

export interface PathProgram {
  /** `foo`, of `qp-foo` */
  name: string
  path: string
}

const prefix = 'qp-'

/** The program on PATH that `qp NAME` runs, as Deis has it; undefined where there is none. */
export function findPathProgram(
  name: string,
  env: Env,
  platform: string = process.platform,
): PathProgram | undefined {
  if (!/^[a-z\d][\w-]*$/i.test(name)) return undefined
  const path = findOnPath(prefix + name, env, platform)
  return path === undefined ? undefined : { name, path }
}

/** All such programs, by name; of two with the same name the one that would run. */
export function listPathPrograms(env: Env, platform: string = process.platform): PathProgram[] {
  const names = foldersOf(env).flatMap((folder) => {
    try {
      return readdirSync(folder).filter((file) => file.startsWith(prefix))
    } catch {
      return []
    }
  })
  const bare = names.map((file) =>
    (platform === 'win32' ? file.replace(/\.[^.]*$/, '') : file).slice(prefix.length),
  )
  return [...new Set(bare)].toSorted().flatMap((name) => findPathProgram(name, env, platform) ?? [])
}

/** Where a shell would find a program; on Windows by the endings of PATHEXT. */
export function findOnPath(program: string, env: Env, platform: string): string | undefined {
  const endings = platform === 'win32' ? (env['PATHEXT'] || '.COM;.EXE;.BAT;.CMD').split(';') : ['']
  const files = foldersOf(env).flatMap((folder) => endings.map((ending) => join(folder, program + ending)))
  return files.find((file) => isProgram(file, platform))
}

/** On Windows it may be spelled `Path`. */
function foldersOf(env: Env): string[] {
  return (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((it) => it !== '')
}

function isProgram(file: string, platform: string): boolean {
  try {
    if (!statSync(file).isFile()) return false
    if (platform !== 'win32') accessSync(file, fs.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Runs a program in the place of this one: its streams, its words as they are, its exit code (128 + n for what a signal ended). A
 * terminal sends Ctrl-C to both; what is sent to this process alone is passed on.
 */
export async function runProgramInPlace(
  path: string,
  argv: readonly string[],
  { onSignal }: Pick<Terminal, 'onSignal'>,
): Promise<number> {
  const { file, args, verbatim } = windowsArgv(path, argv, process.platform)
  const child = spawn(file, args, { stdio: 'inherit', windowsVerbatimArguments: verbatim })
  const listening = [
    onSignal('SIGINT', () => {}),
    ...(['SIGTERM', 'SIGHUP'] as const).map((name) => onSignal(name, () => child.kill(name))),
  ]
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal])
  } finally {
    for (const stop of listening) stop()
  }
}
