import { readInstructions } from './labelled-dockerfile.ts'

/** The variables that a FROM knows, by name. */
type Args = Map<string, string>

/**
 * The names of all images that a Dockerfile asks the engine for, by FROM and by `COPY --from`, with its variables put in; those of its own
 * stages are left out. One that can't be told is there as it stands, with its `$`.
 */
export function usedImages(text: string, buildArgs: Readonly<Record<string, string>>): string[] {
  const args: Args = new Map()
  const stages = new Set<string>()
  const images: string[] = []
  for (const { name, rest } of readInstructions(text.split('\n'))) {
    const words = rest.trim().split(/\s+/)
    if (name === 'ARG' && stages.size === 0 && images.length === 0) readArgs(words, args, buildArgs)
    const isFrom = name === 'FROM'
    const plain = words.filter((it) => !it.startsWith('--'))
    const asked = isFrom ? [expand(plain[0] ?? '', args)] : copiedFrom(name, rest)
    images.push(...asked.filter((it) => it !== 'scratch' && !stages.has(it.toLowerCase())))
    if (isFrom && plain[1]?.toLowerCase() === 'as') stages.add((plain[2] ?? '').toLowerCase())
  }
  return [...new Set(images)]
}

/** What stands behind an ONBUILD counts too. */
function copiedFrom(name: string, rest: string): string[] {
  if (!['COPY', 'ADD', 'ONBUILD'].includes(name)) return []
  const froms = [...rest.matchAll(/(?<!\S)--from=(\S+)/g)].map(([, from = '']) => from)
  // A stage by its number: Docker takes it for nothing else, as long as it is one that its integers hold.
  return froms.filter((it) => !/^\d{1,18}$/.test(it))
}

function readArgs(words: readonly string[], args: Args, given: Readonly<Record<string, string>>): void {
  for (const word of words) {
    const [name = '', ...value] = word.split('=')
    args.set(name, Object.hasOwn(given, name) ? (given[name] ?? '') : expand(value.join('='), args))
  }
}

/** The forms that Docker has: `$name`, `${name}`, `${name:-otherwise}`, `${name:+instead}`. */
const variable = /\$(?:(\w+)|\{(\w+)(?::([-+])([^${}]*))?\})/g

function expand(word: string, args: Args): string {
  const value = (name: string, sign: string | undefined, other = '') => {
    const known = args.get(name) ?? ''
    if (sign === '+') return known === '' ? '' : other
    return known === '' ? other : known
  }
  let text = word.replace(/["'\\]/g, '')
  // From the innermost outwards.
  for (let depth = 0; depth < 10 && text.includes('$'); depth += 1)
    text = text.replace(variable, (_, short, name, sign, other) => value(short ?? name, sign, other))
  return text
}
