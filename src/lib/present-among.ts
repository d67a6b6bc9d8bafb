import { didYouMean, nearWords } from '../words/near.ts'

/**
 * Of what is asked to be gone, what is there. The rest is gone already, which is worth a word and no error (docs/decisions, 0022).
 *
 * @param noteAbsent is told of each that is not there, with what may have been meant, to stand after a sentence
 * @example
 * const names = presentAmong(args.names, Object.keys(tags), (name, near) => this.say(`Warning: ${name} is no tag of ${app}.${near}`))
 */
export function presentAmong(
  asked: readonly string[],
  present: readonly string[],
  noteAbsent: (name: string, near: string) => void,
): string[] {
  const names = [...new Set(asked)]
  for (const name of names.filter((it) => !present.includes(it)))
    noteAbsent(name, didYouMean(nearWords(name, present)))
  return names.filter((it) => present.includes(it))
}
