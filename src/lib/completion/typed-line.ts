interface FlagShape {
  type: 'boolean' | 'option'
  char?: string | undefined
}

export interface TypedFlag {
  name: string
  value?: string | undefined
}

export interface TypedLine {
  flags: readonly TypedFlag[]
  /** The flag whose value comes next. */
  awaited?: string
  positionals: readonly string[]
  /** Whether what comes next may be a flag: not behind `--`, nor among another program's words. */
  isOpen: boolean
}

/** What stands behind a command already, read as the command would, as far as that is known before the line is whole. */
export function parseTyped(
  words: readonly string[],
  { flags, strict }: { flags: Readonly<Record<string, FlagShape>>; strict?: boolean | undefined },
): TypedLine {
  const seen: TypedFlag[] = []
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    if (word === '--') return { flags: seen, positionals: words.slice(index + 1), isOpen: false }
    const flag = readFlag(word, flags)
    if (!flag) {
      const others = words.slice(index)
      if (strict === false) return { flags: seen, positionals: others, isOpen: false }
      const { flags: more, awaited, positionals, isOpen } = parseTyped(others.slice(1), { flags })
      const all = { flags: [...seen, ...more], positionals: [word, ...positionals], isOpen }
      return awaited === undefined ? all : { ...all, awaited }
    }
    if (!flag.takesNext) seen.push({ name: flag.name, value: flag.value })
    else if (index + 1 === words.length)
      return { flags: seen, awaited: flag.name, positionals: [], isOpen: true }
    else {
      seen.push({ name: flag.name, value: words[index + 1] })
      index += 1
    }
  }
  return { flags: seen, positionals: [], isOpen: true }
}

/** `--app blog`, `--app=blog`, `-a blog`, `-ablog`; undefined for what is no flag. */
function readFlag(word: string, flags: Readonly<Record<string, FlagShape>>) {
  if (!word.startsWith('-') || word === '-') return undefined
  const [, long, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? []
  const name = long ?? Object.keys(flags).find((it) => flags[it]?.char === word[1]) ?? word
  const rest = long === undefined && word.length > 2 ? word.slice(2) : value
  const isOption = flags[name]?.type === 'option'
  return { name, value: isOption ? rest : undefined, takesNext: isOption && rest === undefined }
}
