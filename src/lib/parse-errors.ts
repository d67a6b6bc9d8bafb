import type { Command } from '@oclif/core'
import { didYouMean, nearWords } from '../words/near.ts'
import { describeAbsent, findAbsent } from './absent-commands.ts'
import { UsageError } from './errors.ts'
import { typedCommands } from './known-commands.ts'
import { findNearCommands } from './unknown-command.ts'

/** The command whose words oclif could not parse. */
export interface ParsedCommand {
  id: string | undefined
  flags: Readonly<Record<string, { aliases?: readonly string[]; hidden?: boolean; allowNo?: boolean }>>
  /** As in its help: '$ qp run bash'. */
  examples?: readonly unknown[]
  /** All there are; asked for only where it matters. */
  listCommands: () => readonly Pick<Command.Loadable, 'id' | 'hidden' | 'aliases' | 'hiddenAliases'>[]
}

/** What oclif found wrong with a command line, with what may have been meant; any other error as it is. */
export function explainParseError(error: unknown, command: ParsedCommand): unknown {
  if (!(error instanceof Error) || !('oclif' in error)) return error
  const absent = findAbsentSubcommand(error, command)
  if (absent) return new UsageError(describeAbsent(absent))
  const [message, note] = error.message.split('\n\nNote: ')
  if (message !== undefined && note !== undefined) return new UsageError(message + firstExample(command))
  const near = [...nearFlags(error, command), ...nearSubcommands(error, command)]
  if (near.length === 0) return error
  return new UsageError(`${error.message.split('\n', 1)[0]}.${didYouMean(near)}`)
}

/** In the place of oclif's note on flags that take several values, which leads astray whoever left the arguments out. */
function firstExample({ examples = [] }: ParsedCommand): string {
  const [first] = examples
  return typeof first === 'string' ? `\nFor example: ${first.replace(/^\$ /, '')}` : ''
}

/** oclif's NonExistentFlagsError, which it does not export. */
function nearFlags(error: object, { flags }: ParsedCommand): string[] {
  const [unknown] = wordsOf(error, 'flags')
  if (!unknown?.startsWith('--')) return []
  const known = Object.entries(flags)
    .filter(([, { hidden }]) => !hidden)
    .flatMap(([name, { aliases = [], allowNo }]) => [name, ...aliases, ...(allowNo ? [`no-${name}`] : [])])
  return nearWords(unknown.slice(2), known).map((it) => `--${it}`)
}

/** `qp apps errors` */
function findAbsentSubcommand(error: object, { id }: ParsedCommand) {
  const [unexpected] = wordsOf(error, 'args')
  return id === undefined || unexpected === undefined ? undefined : findAbsent(`${id}:${unexpected}`)
}

/** oclif's UnexpectedArgsError: `qp config sett A=1`. */
function nearSubcommands(error: object, { id, listCommands }: ParsedCommand): string[] {
  const [unexpected] = wordsOf(error, 'args')
  if (id === undefined || unexpected === undefined) return []
  const below = [...typedCommands(listCommands())].filter(([word]) => word.startsWith(`${id}:`))
  return findNearCommands(`${id}:${unexpected}`, new Map(below))
}

/** A list of words by this name; oclif's errors for what is missing have lists of other things. */
function wordsOf(error: object, name: 'flags' | 'args'): string[] {
  const list: unknown = Reflect.get(error, name)
  return Array.isArray(list) && list.every((it) => typeof it === 'string') ? list : []
}
