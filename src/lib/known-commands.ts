import type { Config } from '@oclif/core'
import { beginsTopic, type KnownCommands } from './spaced-words.ts'

interface Described {
  id: string
  hidden?: boolean | undefined
  aliases?: readonly string[] | undefined
  hiddenAliases?: readonly string[] | undefined
}

/** All that can be typed for the commands that are not hidden, ids and aliases, with the id that each stands for. */
export function typedCommands(commands: readonly Described[]): Map<string, string> {
  // oclif lists a command again under each alias.
  const shown = commands.filter(({ id, hidden, aliases }) => !hidden && !aliases?.includes(id))
  const words = shown.flatMap(({ id, aliases = [], hiddenAliases = [] }) =>
    [...aliases, ...hiddenAliases].map((alias) => [alias, id] as const),
  )
  return new Map([...words, ...shown.map(({ id }) => [id, id] as const)])
}

/** What all of oclif knows, user plugins included. */
export function knownCommands(config: Config): KnownCommands {
  return {
    isCommand: (word) => config.findCommand(word) !== undefined,
    isTopic: (word) => beginsTopic(word, config.getAllCommandIDs()),
    takesAnyWords: (word) => config.findCommand(word)?.strict === false,
  }
}
