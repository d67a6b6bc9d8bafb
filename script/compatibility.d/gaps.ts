import type { Command } from '@oclif/core'
import { type Original, type OriginalFlag, renderArgument, renderFlag } from './original.ts'

export type Commands = Readonly<Record<string, Command.Cached>>

/** The command that a word stands for: an id, else an alias. */
export function findCommand(word: string, commands: Commands): Command.Cached | undefined {
  return commands[word] ?? Object.values(commands).find((it) => wordsOf(it).includes(word))
}

/** What a command line for the original may say and ours does not take, each as it is typed. Hidden flags are no gap. */
export function findGaps(original: Original, ours: Command.Cached, commands: Commands): string[] {
  const aliases = original.aliases.filter((it) => !findCommand(it, commands))
  const flags = original.flags.filter((it) => !it.isHidden && !takesFlag(ours, it))
  return [
    ...aliases.map((it) => `the name ${it}`),
    ...findArgumentGaps(original, ours),
    ...flags.map(renderFlag),
    ...findDemands(original, ours),
  ]
}

/** Flags that the original's help does not show, and ours does not take. */
export function findHiddenGaps(original: Original, ours: Command.Cached): string[] {
  return original.flags.filter((it) => it.isHidden && !takesFlag(ours, it)).map(renderFlag)
}

function takesFlag({ flags }: Command.Cached, wanted: OriginalFlag): boolean {
  const found = Object.values(flags).find((flag) => spellings(flag).includes(wanted.name))
  if (!found || (found.type === 'option') !== wanted.takesValue) return false
  return (
    wanted.char === undefined || [found.char, ...(found.charAliases ?? [])].some((it) => it === wanted.char)
  )
}

function spellings(flag: Command.Flag.Cached): string[] {
  const names = [flag.name, ...(flag.aliases ?? [])]
  return flag.type === 'boolean' && flag.allowNo ? names.flatMap((it) => [it, `no-${it}`]) : names
}

/** As many words as the original takes, and no more of them required. */
function findArgumentGaps({ args }: Original, ours: Command.Cached): string[] {
  const own = Object.values(ours.args)
  const most = own.some((it) => it.multiple) || !ours.strict ? Number.POSITIVE_INFINITY : own.length
  const missing = args.filter((it, index) => (it.isRest ? most !== Number.POSITIVE_INFINITY : index >= most))
  const required = args.filter((it) => it.required).length
  const tooMany = own.filter((it) => it.required).slice(required)
  return [...missing.map(renderArgument), ...tooMany.map((it) => `without ${it.name.toUpperCase()}`)]
}

/** What must be given to ours, and is not known to the original. */
function findDemands({ flags }: Original, ours: Command.Cached): string[] {
  return Object.values(ours.flags)
    .filter((it) => it.required && !flags.some(({ name }) => spellings(it).includes(name)))
    .map((it) => `without --${it.name}`)
}

function wordsOf({ aliases, hiddenAliases }: Command.Cached): string[] {
  return [...aliases, ...hiddenAliases]
}
