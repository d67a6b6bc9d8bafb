import { didYouMean, nearWords } from '../words/near.ts'
import { describeAbsent, findAbsent } from './absent-commands.ts'
import { UsageError } from './errors.ts'

/** Verbs of other tools, and of other topics, that are one verb here or there. */
const alike: readonly (readonly string[])[] = [
  ['add', 'create', 'new', 'set'],
  ['remove', 'rm', 'del', 'delete', 'destroy', 'unset'],
  ['info', 'show', 'get', 'describe', 'inspect'],
  ['set', 'edit', 'change', 'update'],
]

/**
 * What is said of words that are no command and no topic, with the command that may have been meant. `known`: what could
 * have been typed (`typedCommands`). The second word counts where it makes a command with the first.
 */
export function unknownCommand(typed: readonly string[], known: ReadonlyMap<string, string>): UsageError {
  const [word = '', next] = typed
  const absent = findAbsent(word) ?? findAbsent(`${word}:${next}`)
  if (absent) return new UsageError(describeAbsent(absent))
  const isVerb = next !== undefined && /^[a-z]/.test(next) && !word.includes(':')
  const spaced = isVerb ? findNearCommands(`${word}:${next}`, known) : []
  const near = spaced.length > 0 ? spaced : findNearCommands(word, known)
  const asked = spaced.length > 0 ? `${word} ${next}` : word
  return new UsageError(`no such command: ${asked}.${didYouMean(near) || ' `qp help` lists them.'}`)
}

/** The likeliest first: what other tools call the verb, else by the letters. Each command once. */
export function findNearCommands(word: string, known: ReadonlyMap<string, string>): string[] {
  const meant = new Set(sameVerbs(word).flatMap((it) => known.get(it) ?? []))
  if (meant.size > 0) return [...meant]
  const near = new Map<string | undefined, string>()
  for (const it of nearWords(word, known.keys())) near.set(known.get(it), near.get(known.get(it)) ?? it)
  return near.size > 0 ? [...near.values()] : withThatVerb(word, known)
}

/** `exec` is `ps:exec`; where many topics have the verb it says nothing. */
function withThatVerb(word: string, known: ReadonlyMap<string, string>): string[] {
  const meant = new Set([...known].filter(([typed]) => typed.endsWith(`:${word}`)).map(([, id]) => id))
  return meant.size > 3 ? [] : [...meant]
}

function sameVerbs(word: string): string[] {
  const at = word.lastIndexOf(':')
  if (at === -1) return []
  const verb = word.slice(at + 1)
  return alike
    .filter((verbs) => verbs.includes(verb))
    .flatMap((verbs) => verbs.map((it) => word.slice(0, at + 1) + it))
    .filter((it) => it !== word)
}
