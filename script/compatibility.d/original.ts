/** What a command of heroku or deis takes, so far as it can be compared. */
export interface Original {
  command: string
  aliases: readonly string[]
  args: readonly OriginalArgument[]
  flags: readonly OriginalFlag[]
}

export interface OriginalArgument {
  name: string
  required: boolean
  /** It takes all words that are left. */
  isRest: boolean
}

export interface OriginalFlag {
  /** As it is typed: `no-remote` for `--no-remote`. */
  name: string
  char?: string
  takesValue: boolean
  /** Its help does not show it. */
  isHidden: boolean
}

export function topicOf(command: string): string {
  return command.replace(/:.*/, '')
}

/** The text of a list: a line per command, its parts apart by tabs. `parseOriginals` reads it. */
export function renderOriginals(origin: string, originals: readonly Original[]): string {
  const lines = originals.map(({ command, aliases, args, flags }) =>
    [
      command,
      aliases.join(' '),
      args.map(renderArgument).join(' '),
      flags.map((flag) => (flag.isHidden ? `(${renderFlag(flag)})` : renderFlag(flag))).join(' '),
    ].join('\t'),
  )
  return [
    `# ${origin}`,
    '# command, aliases, arguments, flags (hidden ones in parentheses)',
    ...lines,
    '',
  ].join('\n')
}

/** @example `-a/--app=`, `--json` */
export function renderFlag({ name, char, takesValue }: OriginalFlag): string {
  return `${char === undefined ? '' : `-${char}/`}--${name}${takesValue ? '=' : ''}`
}

/** @example `NAME`, `[NAME]`, `NAME...` */
export function renderArgument({ name, required, isRest }: OriginalArgument): string {
  const words = isRest ? `${name}...` : name
  return required ? words : `[${words}]`
}

export function parseOriginals(text: string): Original[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [command = '', aliases = '', args = '', flags = ''] = line.split('\t')
      return {
        command,
        aliases: wordsOf(aliases),
        args: wordsOf(args).map(parseArgument),
        flags: wordsOf(flags).map(parseFlag),
      }
    })
}

function parseArgument(text: string): OriginalArgument {
  const required = !text.startsWith('[')
  const words = required ? text : text.slice(1, -1)
  return { name: words.replace(/\.\.\.$/, ''), required, isRest: words.endsWith('...') }
}

function parseFlag(text: string): OriginalFlag {
  const isHidden = text.startsWith('(')
  const { char, name, value } =
    /^(?:-(?<char>.)\/)?--(?<name>[^=]+)(?<value>=)?$/.exec(isHidden ? text.slice(1, -1) : text)?.groups ?? {}
  if (name === undefined) throw new Error(`no flag: ${text}`)
  return { name, ...(char === undefined ? {} : { char }), takesValue: value !== undefined, isHidden }
}

function wordsOf(text: string): string[] {
  return text.split(' ').filter((word) => word !== '')
}
