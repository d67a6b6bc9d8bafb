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

/** Where the first word is that is neither a flag nor a flag's value, or the `--` before it. */
function endOfFlags(argv: readonly string[], flags: Readonly<Record<string, FlagShape>>): number {
  let index = 0
  for (let word = argv[index]; word?.startsWith('-') && word !== '-'; word = argv[index]) {
    if (word === '--') return index
    index += takesNextWord(word, flags) ? 2 : 1
  }
  return index
}

/** True for `--app` and `-a`, and for the `-xa` of two; false for `--app=blog`, `-ablog`, `-x`. */
function takesNextWord(word: string, flags: Readonly<Record<string, FlagShape>>): boolean {
  if (word.startsWith('--')) return flags[word.slice(2)]?.type === 'option'
  const letters = [...word.slice(1)]
  const first = letters.findIndex((letter) => typeOf(letter, flags) !== 'boolean')
  return first === letters.length - 1 && typeOf(letters[first], flags) === 'option'
}

function typeOf(char: string | undefined, flags: Readonly<Record<string, FlagShape>>) {
  return Object.values(flags).find((flag) => flag.char === char)?.type
}
