import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readStdin } from './read-stdin.ts'
import type { Surroundings } from './surroundings.ts'
import { unreadableFile } from './unreadable-file.ts'

/** A secret from a file, or from stdin for `-`, so that it is in no command line. Space around it is not part of it. */
export async function readSecretFile({ cwd, terminal }: Surroundings, path: string): Promise<string> {
  if (path === '-') return (await readStdin(terminal)).trim()
  try {
    return (await readFile(resolve(cwd, path), 'utf8')).trim()
  } catch (cause) {
    throw unreadableFile(path, cause)
  }
}
