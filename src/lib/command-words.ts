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
  let index = 0
  for (let word = argv[index]; word?.startsWith('-') && word !== '-'; word = argv[index]) {
    if (word === '--') return [...argv]
    index += takesNextWord(word, flags) ? 2 : 1
  }
  return index >= argv.length ? [...argv] : [...argv.slice(0, index), '--', ...argv.slice(index)]
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
