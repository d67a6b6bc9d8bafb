import { UsageError } from './errors.ts'

/** `rack=1 ssd=true`; a value may have more = in it, and may be empty. */
export function parsePairs(words: readonly string[]): Record<string, string> {
  const pairs = words.map((word) => {
    const at = word.indexOf('=')
    if (at < 1) throw new UsageError(`${word} is no KEY=VALUE. Write it like rack=1.`)
    return [word.slice(0, at), word.slice(at + 1)]
  })
  return Object.fromEntries(pairs)
}

/** What takes these names away, as the controller wants to be told. */
export function withoutNames(names: readonly string[]): Record<string, null> {
  const wrong = names.find((it) => it.includes('='))
  if (wrong !== undefined) throw new UsageError(`${wrong} is no name: leave out = and what is behind it.`)
  return Object.fromEntries(names.map((name) => [name, null]))
}
