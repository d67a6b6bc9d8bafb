import type { Original, OriginalArgument, OriginalFlag } from './original.ts'

/** heroku-commands.tsv: columns are command, aliases, hidden aliases, args, flags … */
export function readHerokuContract(text: string): Original[] {
  const [, ...lines] = text.trimEnd().split('\n')
  return lines.map((line) => {
    const [command = '', aliases = '', hiddenAliases = '', args = '', flags = ''] = line.split('\t')
    return {
      command,
      aliases: [...aliases.split(','), ...hiddenAliases.split(',')].filter((alias) => alias !== ''),
      args: args
        .split(' ')
        .filter((word) => word !== '')
        .map(parseArgument),
      flags: flags
        .split('; ')
        .filter((it) => it !== '')
        .flatMap(parseFlags),
    }
  })
}

/** `NAME`, `[NAME]`, `[NAME]{one|other}`; `...` where any words may follow, of which heroku does not say how many it needs. */
function parseArgument(word: string): OriginalArgument {
  if (word === '...') return { name: 'WORD', required: true, isRest: true }
  const name = word.replace(/\{.*\}$/, '')
  const required = !name.startsWith('[')
  return { name: required ? name : name.slice(1, -1), required, isRest: false }
}

/** `-d/--dyno-name=<value>(aliases=dyno)`, `--[no-]wait`, `--json` */
function parseFlags(text: string): OriginalFlag[] {
  const {
    char,
    both,
    name,
    value,
    about = '',
  } = /^(?:-(?<char>\w)\/)?--(?<both>\[no-\])?(?<name>[\w-]+)(?<value>=<[^>]*>)?(?:\((?<about>.*)\))?$/.exec(
    text,
  )?.groups ?? {}
  if (name === undefined) throw new Error(`no flag: ${text}`)
  const isHidden = about.split(',').includes('hidden')
  const rest = { takesValue: value !== undefined, isHidden }
  const alias = /\baliases=([\w-]+)/.exec(about)?.[1]
  return [
    { name, ...(char === undefined ? {} : { char }), ...rest },
    ...(both === undefined ? [] : [{ name: `no-${name}`, ...rest }]),
    ...(alias === undefined ? [] : [{ name: alias, ...rest }]),
  ]
}
