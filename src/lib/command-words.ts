interface FlagShape {
  type: 'boolean' | 'option'
  char?: string | undefined
}

/**
 * Puts `--` before the first word that is neither a flag nor a flag's value, so that whatever follows is the remote
 * command's: without it oclif takes the `-la` of `qp run ls -la` for its own, wherever it stands.
 *
 * @example
 * markCommandWords(['-a', 'blog', 'ls', '-la'], flags) // ['-a', 'blog', '--', 'ls', '-la']
 */
export function markCommandWords(
  argv: readonly string[],
  flags: Readonly<Record<string, FlagShape>>,
): string[] {
  const index = endOfFlags(argv, flags)
  if (index >= argv.length || argv[index] === '--') return [...argv]
  return [...argv.slice(0, index), '--', ...argv.slice(index)]
}

/**
 * The command's words as they were typed. oclif's own `argv` is not: it sorts by where each word first occurs, so that of
 * `ffmpeg -i a -i b` it makes `ffmpeg -i -i a b` (oclif/core, parser/parse.ts, `originalArgv.indexOf`).
 *
 * @example
 * commandWords(['-a', 'blog', 'ls', '-a'], flags) // ['ls', '-a']
 */
export function commandWords(argv: readonly string[], flags: Readonly<Record<string, FlagShape>>): string[] {
  const index = endOfFlags(argv, flags)
  return argv.slice(argv[index] === '--' ? index + 1 : index)
}

/**
 * Where argv ends in flags of qp that say which app is meant, as people type it for heroku and deis: argv with these before the command, and
 * what all flags name. Undefined where none does; where a `--` says what is the command's; and where it is said before the command.
 *
 * @example
 * trailingFlags(['rake', 'db:migrate', '-x', '-a', 'blog'], flags)
 * // { behind: ['-x', '-a', 'blog'], names: { 'exit-code': undefined, app: 'blog' }, argv: ['-x', '-a', 'blog', '--', 'rake', 'db:migrate'] }
 */
export function trailingFlags(
  argv: readonly string[],
  flags: Readonly<Record<string, FlagShape>>,
): { behind: string[]; names: FlagValues; argv: string[] } | undefined {
  const begin = endOfFlags(argv, flags)
  const before = argv.slice(0, begin)
  const known = readAll(before, flags) ?? {}
  if (argv.indexOf('--', begin) !== -1 || saysWhere(known)) return undefined
  for (let end = begin + 1; end < argv.length; end++) {
    const behind = argv.slice(end)
    const found = readAll(behind, flags)
    if (!found) continue
    if (!saysWhere(found)) return undefined
    return {
      behind,
      names: { ...known, ...found },
      argv: [...before, ...behind, '--', ...argv.slice(begin, end)],
    }
  }
  return undefined
}

/** By name; of a boolean it has the name alone. */
type FlagValues = Readonly<Record<string, string | undefined>>

function saysWhere(values: FlagValues): boolean {
  return ['app', 'remote', 'image'].some((name) => Object.hasOwn(values, name))
}

/** Undefined where any word is neither a flag nor a flag's value. */
function readAll(
  words: readonly string[],
  flags: Readonly<Record<string, FlagShape>>,
): FlagValues | undefined {
  const values: Record<string, string | undefined> = {}
  let index = 0
  while (index < words.length) {
    const setting = readSetting(words.slice(index), flags)
    if (!setting) return undefined
    for (const name of setting.names) values[name] = name === setting.names.at(-1) ? setting.value : undefined
    index += setting.length
  }
  return index === words.length ? values : undefined
}

/** Where the first word is that is neither a flag nor a flag's value, or the `--` before it. */
function endOfFlags(argv: readonly string[], flags: Readonly<Record<string, FlagShape>>): number {
  let index = 0
  for (let word = argv[index]; word?.startsWith('-') && word !== '-'; word = argv[index]) {
    if (word === '--') return index
    index += readSetting(argv.slice(index), flags)?.length ?? 1
  }
  return index
}

/** What the first of these words sets: the names of its flags, the value of the last, and how many words that takes. */
interface Setting {
  names: string[]
  value?: string | undefined
  length: 1 | 2
}

/** Undefined for what is no flag of these. */
function readSetting(
  [word = '', next]: readonly string[],
  flags: Readonly<Record<string, FlagShape>>,
): Setting | undefined {
  if (word.startsWith('--')) return readLong(word.slice(2), next, flags)
  return word.startsWith('-') && word !== '-' ? readLetters(word.slice(1), next, flags) : undefined
}

/** `app` with the next word, `app=blog`, `tty`, `no-tty` */
function readLong(
  text: string,
  next: string | undefined,
  flags: Readonly<Record<string, FlagShape>>,
): Setting | undefined {
  const [typed = '', ...rest] = text.split('=')
  const name = [typed, typed.replace(/^no-/, '')].find((it) => Object.hasOwn(flags, it))
  if (name === undefined) return undefined
  if (flags[name]?.type === 'boolean') return { names: [name], length: 1 }
  if (rest.length > 0) return { names: [name], value: rest.join('='), length: 1 }
  return { names: [name], value: next, length: 2 }
}

/** `a` and `xa` with the next word, `ablog`, `xablog`, `x` */
function readLetters(
  letters: string,
  next: string | undefined,
  flags: Readonly<Record<string, FlagShape>>,
): Setting | undefined {
  const names: string[] = []
  for (const [index, letter] of [...letters].entries()) {
    const [name, flag] = Object.entries(flags).find(([, { char }]) => char === letter) ?? []
    if (name === undefined) return undefined
    names.push(name)
    if (flag?.type === 'boolean') continue
    const value = letters.slice(index + 1)
    return value === '' ? { names, value: next, length: 2 } : { names, value, length: 1 }
  }
  return { names, length: 1 }
}
