import type { Command } from '@oclif/core'
import { typedCommands } from '../known-commands.ts'
import { beginsTopic, joinWords, type KnownCommands } from '../spaced-words.ts'
import { parseTyped, type TypedFlag } from './typed-line.ts'
import { placeOfArgument, placeOfFlag, type ValueKind, type ValuePlace } from './value-kinds.ts'

export interface Candidate {
  /** The whole word in the place of the one that is typed. */
  value: string
  description?: string | undefined
}

export type Described = Pick<
  Command.Loadable,
  'id' | 'hidden' | 'aliases' | 'hiddenAliases' | 'description' | 'flags' | 'args' | 'strict'
>

/** The values of a kind that are known now, given the flags of the line so far. Is not asked for files. */
export type ListValues = (
  kind: ValueKind,
  flags: Readonly<Record<string, string>>,
) => Promise<readonly string[]>

/** What the shell itself completes: it stands alone. */
export const files = ':files'

/**
 * What the last word may become. `words`: what is typed behind `qp`, the last of them up to the cursor. Commands by their
 * colons or with spaces, flags, and the values that flags and arguments take.
 */
export async function complete(
  words: readonly string[],
  commands: readonly Described[],
  list: ListValues,
): Promise<Candidate[]> {
  const done = words.slice(0, -1)
  const current = words.at(-1) ?? ''
  const typed = typedCommands(commands)
  const [word, ...rest] = joinWords(done, knownOf(commands, typed))
  if (word === undefined) return current.startsWith('-') ? [] : commandWords(current, commands)
  const command = commands.find(({ id }) => id === typed.get(word))
  if (command?.strict === false) return completeWithin(command, rest, current, commands, list)
  const verbs = verbsBelow([word, ...rest].join(':'), current, commands)
  return command ? [...verbs, ...(await completeWithin(command, rest, current, commands, list))] : verbs
}

function knownOf(commands: readonly Described[], typed: ReadonlyMap<string, string>): KnownCommands {
  const find = (word: string) => commands.find(({ id }) => id === typed.get(word))
  return {
    isCommand: (word) => typed.has(word),
    isTopic: (word) => beginsTopic(word, typed.keys()),
    takesAnyWords: (word) => find(word)?.strict === false,
  }
}

/** Topics and commands of one word; the commands of a topic once it is the only one left, or its colon is typed. */
function commandWords(current: string, commands: readonly Described[]): Candidate[] {
  const shown = commands.filter(({ id, hidden, aliases }) => !hidden && !aliases?.includes(id))
  const begun = shown.filter(({ id }) => id.startsWith(current)).map(toCandidate)
  if (current.includes(':')) return begun
  const heads = new Set(begun.map(({ value }) => value.split(':', 1)[0] ?? value))
  if (heads.size === 1) return withHead([...heads][0] ?? '', begun)
  return [...heads].map((head) => begun.find(({ value }) => value === head) ?? { value: head })
}

function withHead(head: string, begun: Candidate[]): Candidate[] {
  return begun.some(({ value }) => value === head) ? begun : [{ value: head }, ...begun]
}

function toCandidate({ id, description = '' }: Described): Candidate {
  return { value: id, description: description.split('\n', 1)[0] }
}

/** `config ` and then `se`: the words that make commands with those before. */
function verbsBelow(topic: string, current: string, commands: readonly Described[]): Candidate[] {
  const begin = `${topic}:`
  const below = commands.filter(({ id, hidden }) => !hidden && id.startsWith(begin + current))
  const verbs = new Map<string, Candidate>()
  for (const command of below) {
    const [verb = '', ...more] = command.id.slice(begin.length).split(':')
    const isWhole = more.length === 0
    if (isWhole || !verbs.has(verb))
      verbs.set(verb, isWhole ? { ...toCandidate(command), value: verb } : { value: verb })
  }
  return [...verbs.values()]
}

async function completeWithin(
  command: Described,
  rest: readonly string[],
  current: string,
  commands: readonly Described[],
  list: ListValues,
): Promise<Candidate[]> {
  const { flags, awaited, positionals, isOpen } = parseTyped(rest, command)
  const given = Object.fromEntries(
    flags.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  )
  const complete = async (place: ValuePlace, begin: string, before = '') => {
    const found = place.kinds.includes('command')
      ? commandWords(begin, commands)
      : await valuesOf(place, begin, (kind) => list(kind, given))
    return found.map((it) => ({ ...it, value: it.value === files ? files : before + it.value }))
  }
  if (awaited !== undefined) return completeFlag(command, awaited, current, complete)
  const [, name, value] = isOpen ? (/^--([\w-]+)=(.*)$/s.exec(current) ?? []) : []
  if (name !== undefined && value !== undefined)
    return completeFlag(command, name, value, complete, `--${name}=`)
  if (isOpen && current.startsWith('-')) return flagWords(command, flags, current)
  const argument = argumentAt(command, positionals.length)
  return argument === undefined ? [] : complete(placeOfArgument(command.id, argument), current)
}

type CompletePlace = (place: ValuePlace, begin: string, before?: string) => Promise<Candidate[]>

async function completeFlag(
  { flags }: Described,
  name: string,
  begin: string,
  complete: CompletePlace,
  before = '',
): Promise<Candidate[]> {
  const flag = flags[name]
  if (flag?.type !== 'option') return []
  const { options } = flag
  if (options === undefined) return complete(placeOfFlag(name), begin, before)
  return options.filter((it) => it.startsWith(begin)).map((it) => ({ value: before + it }))
}

async function valuesOf(
  { kinds, suffix }: ValuePlace,
  begin: string,
  list: (kind: ValueKind) => Promise<readonly string[]>,
): Promise<Candidate[]> {
  if (kinds.includes('file')) return [{ value: files }]
  const values = (await Promise.all(kinds.map(list))).flat()
  const begun = values.filter((it) => it.startsWith(begin))
  return [...new Set(begun)].map((value) => ({ value: value + (suffix ?? '') }))
}

/** Those that are not there yet, or may be there more than once. */
function flagWords({ flags }: Described, typed: readonly TypedFlag[], current: string): Candidate[] {
  return Object.entries(flags)
    .filter(([name, flag]) => {
      const isMultiple = flag.type === 'option' && flag.multiple === true
      return !flag.hidden && (isMultiple || !typed.some((it) => it.name === name))
    })
    .map(([name, { description }]) => ({ value: `--${name}`, description: description?.split('\n', 1)[0] }))
    .filter(({ value }) => value.startsWith(current))
}

/** The last one takes all that follow, where it takes several. */
function argumentAt({ args }: Described, index: number): string | undefined {
  const all = Object.entries(args)
  const last = all.at(-1)
  return all[index]?.[0] ?? (last?.[1].multiple ? last[0] : undefined)
}
