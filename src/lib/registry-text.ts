import type { Registry, RegistryUpdate } from '../api-types/registry.ts'
import { UsageError } from './errors.ts'
import { parsePairs, renderPairs } from './pairs.ts'
import { readStdin } from './read-stdin.ts'
import type { Terminal } from './terminal.ts'

const keys = ['username', 'password'] as const

/** `username=me password=…`; `-` as a value is what stdin has, which no list of processes shows. */
export async function parseRegistryPairs(
  words: readonly string[],
  terminal: Terminal,
): Promise<RegistryUpdate> {
  const pairs = parsePairs(words, 'username=me')
  for (const key of Object.keys(pairs)) checkKey(key)
  const fromStdin = Object.keys(pairs).filter((key) => pairs[key] === '-')
  if (fromStdin.length > 1) throw new UsageError('Only one value can be what stdin has.')
  for (const key of fromStdin) pairs[key] = (await readStdin(terminal)).replace(/\r?\n$/, '')
  return pairs
}

/** What takes these keys away, as the controller wants to be told. */
export function withoutRegistryKeys(words: readonly string[]): RegistryUpdate {
  for (const key of words) checkKey(key)
  return Object.fromEntries(words.map((key) => [key, null]))
}

/** The keys that are set. */
export function registryKeysOf({ username, has_password }: Registry): string[] {
  return [...(username === null ? [] : ['username']), ...(has_password ? ['password'] : [])]
}

function checkKey(key: string): void {
  if (!keys.some((it) => it === key))
    throw new UsageError(`A registry has a username and a password, and no ${key}.`)
}

/** For people; undefined where there is none. The password is nowhere to be read. */
export function renderRegistry(
  { username, has_password }: Registry,
  terminal: Pick<Terminal, 'isTTY' | 'columns' | 'colour'>,
): string | undefined {
  const shown = {
    ...(username === null ? {} : { username }),
    ...(has_password ? { password: '(set)' } : {}),
  }
  return renderPairs(shown, terminal)
}
