import type { Original, OriginalArgument, OriginalFlag } from './original.ts'

/** Deis Workflow v2, and what its successor Hephy added. v1's verbs are among them; what Drycc added is another system. */
const families: ReadonlySet<string> = new Set(['deis-v2', 'hephy-only'])

/** deis-commands.tsv: columns are family, command, alias, usage (docopt), description, args, options … */
export function readDeisContract(text: string): Original[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([family = '']) => families.has(family))
    .map(([, command = '', aliases = '', usage = '', , , options = '']) => ({
      command,
      aliases: aliases.split(',').flatMap((alias) => alias.replace(' (bare topic)', '') || []),
      ...parseUsage(usage, parseOptions(options)),
    }))
}

/** `-p <path>, --path=<path> a path …`, `-r --remote REMOTE name …`, `--cpu value …` */
function parseOptions(options: string): OriginalFlag[] {
  return options
    .split(' ; ')
    .filter((it) => it !== '')
    .map((option) => {
      const { char, name, value } =
        /^(?:-(?<char>\w)(?: <\w+>,)? )?--(?<name>[\w-]+)(?<value>=\S+| [A-Z]+\b)?/.exec(option)?.groups ?? {}
      if (name === undefined) throw new Error(`no flag: ${option}`)
      return {
        name,
        ...(char === undefined ? {} : { char }),
        takesValue: value !== undefined,
        isHidden: false,
      }
    })
}

/** `deis services:add --type <procfile_type> [options]`: what is a required flag stands in the usage alone. */
function parseUsage(usage: string, options: readonly OriginalFlag[]): Pick<Original, 'args' | 'flags'> {
  const flags: OriginalFlag[] = []
  const words = usage
    .replace(/^deis \S+/, '')
    .replace(/\[(?:options|--?[^\]]*)\]/g, '')
    .replace(/--([\w-]+)[ =]<[^>]+>/g, (_, name: string) => {
      flags.push({ name, takesValue: true, isHidden: false })
      return ''
    })
    // `<var>=<value> [<var>=<value>...]` is one of them at least.
    .replace(/(\S+) \[\1\.\.\.\]/g, '$1...')
  const args = words.split(' ').filter((word) => word !== '')
  return { args: args.map(parseArgument), flags: [...flags, ...options] }
}

/** `<app>`, `[<app>]`, `<type>=<num>...` */
function parseArgument(word: string): OriginalArgument {
  const required = !word.startsWith('[')
  return { name: word.replace(/[[\]<>]|\.\.\./g, ''), required, isRest: /\.\.\.\]?$/.test(word) }
}
