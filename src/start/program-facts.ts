import { beginsTopic, type KnownCommands } from '../lib/spaced-words.ts'

/** What every start needs to know of package.json and of the commands. The build writes it into the bundle, so that nothing is read. */
export interface ProgramFacts {
  name: string
  version: string
  /** Another one for bundles of another content. */
  build: string
  bin: string
  dirname: string
  helpFlags: readonly string[]
  /** Hooks or plugins of its own, which only the whole of oclif runs. */
  hasHooks: boolean
  /** Ids and aliases of the commands that may start the short way, and the id that each stands for. */
  commands: Readonly<Record<string, string>>
  /** Ids of those whose words are another program's. */
  takeAnyWords: readonly string[]
}

export interface PackageJson {
  name: string
  version: string
  oclif: {
    bin?: string
    dirname?: string
    additionalHelpFlags?: readonly string[]
    hooks?: object
    plugins?: readonly string[]
  }
}

export interface Manifest {
  version: string
  /** `relativePath`: the words of the path of the source, from the folder of package.json. */
  commands: Readonly<Record<string, ManifestCommand>>
}

interface ManifestCommand {
  id: string
  aliases: readonly string[]
  hiddenAliases: readonly string[]
  /** False for a command that takes any words. */
  strict: boolean
  relativePath: readonly string[]
}

/** These ask oclif about other commands. */
const needOclif: ReadonlySet<string> = new Set(['help'])

export function programFacts(
  { name, version, oclif }: PackageJson,
  manifest: Manifest,
  build: string,
): ProgramFacts {
  return {
    name,
    version,
    build,
    bin: oclif.bin ?? name,
    dirname: oclif.dirname ?? name,
    helpFlags: ['--help', ...(oclif.additionalHelpFlags ?? [])],
    hasHooks: Object.keys(oclif.hooks ?? {}).length > 0 || (oclif.plugins ?? []).length > 0,
    commands: commandWords(manifest),
    takeAnyWords: Object.values(manifest.commands)
      .filter(({ strict }) => !strict)
      .map(({ id }) => id),
  }
}

/** To put colons between the words of a command line: src/lib/spaced-words.ts. */
export function knownCommands({ commands, takeAnyWords }: ProgramFacts): KnownCommands {
  return {
    isCommand: (word) => Object.hasOwn(commands, word),
    isTopic: (word) => beginsTopic(word, Object.keys(commands)),
    takesAnyWords: (word) => takeAnyWords.includes(commands[word] ?? ''),
  }
}

/** An id wins over an alias that is spelled alike, as with oclif. */
function commandWords(manifest: Manifest): Record<string, string> {
  const commands = Object.values(manifest.commands).filter(({ id }) => !needOclif.has(id))
  const words = commands.flatMap(({ id, aliases, hiddenAliases }) =>
    [...aliases, ...hiddenAliases].map((alias) => [alias, id] as const),
  )
  return Object.fromEntries([...words, ...commands.map(({ id }) => [id, id] as const)])
}

/** As oclif's `config.userAgent` has it, but for the platform's name under WSL: there oclif is asked. */
export function userAgent({ name, version }: Pick<ProgramFacts, 'name' | 'version'>): string {
  return `${name}/${version} ${process.platform}-${process.arch} node-${process.version}`
}
