import type { Formation, FormationUpdate } from '../api-types/formation.ts'
import { UsageError } from './errors.ts'

/** `web=2`, `worker+1:Standard-2X`. A quantity with a sign is relative and stays text, as the Platform API takes it. */
export function parseScaleArguments(words: readonly string[]): FormationUpdate[] {
  return words.map((word) => {
    const match = /^([\w-]+)([=+-])(\d+)(?::([\w-]+))?$/.exec(word)
    const [, type, sign, number, size] = match ?? []
    if (!type || !sign || !number) {
      throw new UsageError(`${word} is not how to scale. Write it like web=2, worker+1 or web=2:Standard-2X.`)
    }
    return { type, quantity: sign === '=' ? number : sign + number, ...(size ? { size } : {}) }
  })
}

/** `web=Standard-2X`; one bare `Standard-2X` means every type that there is. */
export function parseSizeArguments(
  words: readonly string[],
  formation: readonly Formation[],
): FormationUpdate[] {
  const [first = ''] = words
  if (words.length === 1 && !first.includes('=')) return formation.map(({ type }) => ({ type, size: first }))
  return words.map((word) => {
    const [, type, size] = /^([\w-]+)=([\w-]+)$/.exec(word) ?? []
    if (!type || !size) throw new UsageError(`${word} is not how to size. Write it like web=Standard-2X.`)
    return { type, size }
  })
}
