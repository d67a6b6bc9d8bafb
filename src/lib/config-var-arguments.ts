import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UsageError, UserError } from './errors.ts'
import { readStdin } from './read-stdin.ts'
import type { Surroundings } from './surroundings.ts'
import { unreadableFile } from './unreadable-file.ts'

/** `KEY=value` arguments: all after the first = is the value. */
export function parseConfigVars(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => splitPair(word, 'A=1')))
}

/**
 * `KEY=path` of `--from-file`: values that should not be seen in a list of processes. `-` is stdin. As with a shell's `$(cat path)`,
 * the line end that closes the file is no part of the value.
 */
export async function readConfigVars(
  words: readonly string[],
  { terminal, cwd }: Pick<Surroundings, 'terminal' | 'cwd'>,
): Promise<Record<string, string>> {
  const values: Record<string, string> = {}
  for (const [key, path] of words.map((word) => splitPair(word, '--from-file A=secret.txt'))) {
    const text = path === '-' ? await readStdin(terminal) : await readText(resolve(cwd, path))
    values[key] = text.replace(/\r?\n$/, '')
  }
  return values
}

function splitPair(word: string, example: string): [key: string, value: string] {
  const at = word.indexOf('=')
  if (at < 1) throw new UsageError(`${JSON.stringify(word)} has no key and value. Write it like ${example}.`)
  return [word.slice(0, at), word.slice(at + 1)]
}

async function readText(path: string): Promise<string> {
  try {
    return decode(path, await readFile(path))
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    throw unreadableFile(path, cause)
  }
}

/** What is no text would arrive as something else: a config var is sent as JSON, which is text. */
function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    const hint = 'Encode it, in base64 say, and decode it in the app.'
    throw new UserError(`${path} is not UTF-8 text, and a config var must be.`, {
      code: 'not_text',
      hint,
      cause,
    })
  }
}
