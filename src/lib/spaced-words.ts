/** What a start knows of the commands that it has not loaded. */
export interface KnownCommands {
  /** Whether a command has this id or alias. */
  isCommand(word: string): boolean
  /** Whether a command or a topic of several begins with this word and a colon. */
  isTopic(word: string): boolean
  /** Whether the words of this command are those of another program: `run`. */
  takesAnyWords(word: string): boolean
}

/**
 * Puts colons where spaces were typed: the longest line of leading words that is a command. Which it is where a word could
 * be an argument as well, docs/decisions/0017 says: the command, unless the words before it take another program's.
 *
 * @example
 * joinWords(['config', 'set', 'A=1'], known) // ['config:set', 'A=1']
 * joinWords(['run', 'list'], known) // ['run', 'list']: the program `list`
 */
export function joinWords(argv: readonly string[], known: KnownCommands): string[] {
  let [word = ''] = argv
  let joined = word
  let count = 1
  for (let next = 1; next < argv.length && known.isTopic(word) && !known.takesAnyWords(word); next += 1) {
    word += ':' + argv[next]
    if (!known.isCommand(word)) continue
    joined = word
    count = next + 1
  }
  return count === 1 ? [...argv] : [joined, ...argv.slice(count)]
}

/** Looks through all ids and aliases, so it is for lines of several words. */
export function beginsTopic(word: string, words: Iterable<string>): boolean {
  for (const it of words) if (it.startsWith(`${word}:`)) return true
  return false
}
