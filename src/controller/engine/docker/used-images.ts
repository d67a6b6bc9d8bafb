import { problem } from '../../domain/problem.ts'
import { readInstructions } from './labelled-dockerfile.ts'

/** The variables that a FROM knows, by name; undefined where they can't be told. */
type Args = Map<string, string> | undefined

/**
 * The names of all images that a Dockerfile asks the engine for, by FROM and by `COPY --from`, with its variables put in; those of its own
 * stages are left out. One that can't be told is there as it stands, and is no name. What Docker could read in another way than this does is refused:
 * throws `build_failed`.
 */
export function usedImages(text: string, buildArgs: Readonly<Record<string, string>>): string[] {
  checkSpaces(text)
  let args: Args = new Map()
  let isInStage = false
  const stages = new Set<string>()
  const images: string[] = []
  for (const { name, rest } of readInstructions(text.split('\n'))) {
    if (name === 'ARG' && !isInStage) args = withArgs(args, rest, buildArgs)
    const from = name === 'FROM' ? readFrom(rest) : undefined
    isInStage ||= from !== undefined
    const asked = from ? [expand(from.image, args)] : copiedFrom(name, rest)
    images.push(...asked.filter((it) => it !== 'scratch' && !stages.has(it.toLowerCase())))
    if (from?.stage) stages.add(from.stage.toLowerCase())
  }
  return [...new Set(images)]
}

/** White space to Docker at one place (Go: unicode.IsSpace) and a letter at another, and a line's end to JavaScript. */
const odd = '[\\v\\f\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]'
const misread = new RegExp(
  [
    `(?:^|\\n)[ \\t]*${odd}`,
    `${odd}[ \\t]*\\r?(?:\\n|$)`,
    '\\r(?!\\n|$)',
    `(?:^|\\n)[ \\t]*(?:FROM|ARG|COPY|ADD|ONBUILD)(?![a-z])[^\\n]*${odd}`,
  ].join('|'),
  'i',
)

function checkSpaces(text: string): void {
  const { index } = misread.exec(text) ?? {}
  if (index === undefined) return
  const line = text.slice(0, index + 1).split('\n').length
  throw problem(
    'build_failed',
    `The Dockerfile has white space at line ${line} that is neither a space nor a tab nor a line's end. Write a space there.`,
  )
}

/** A flag is told from the image behind it where its quotes hold no white space: otherwise all of it is taken for the image. */
function readFrom(rest: string): { image: string; stage?: string | undefined } {
  const words = rest.trim().split(/\s+/)
  const image = words.findIndex((it) => !/^--[a-z]+=(?:"[^"'\\]*"|'[^"'\\]*'|[^"'\\]*)$/.test(it))
  const [name = '', as = '', stage, ...more] = image < 0 ? [] : words.slice(image)
  if (as === '') return { image: name }
  return as.toLowerCase() === 'as' && more.length === 0 ? { image: name, stage } : { image: rest }
}

/** What stands behind an ONBUILD counts too. Docker knows a flag by what is left of it without quotes and escapes (bflag.go). */
function copiedFrom(name: string, rest: string): string[] {
  if (!['COPY', 'ADD', 'ONBUILD'].includes(name)) return []
  const words = rest.replace(/["'\\`]/g, '').split(/\s+/)
  const froms = words.filter((it) => it.startsWith('--from=')).map((it) => it.slice('--from='.length))
  // A stage by its number: Docker takes it for nothing else, as long as it is one that its integers hold.
  return froms.filter((it) => !/^\d{1,18}$/.test(it))
}

const argument = /([A-Za-z_]\w*)(?:=((?:[^\s"'\\`]|"[^"\\`]*"|'[^'\\`]*')*))?(?=\s|$)\s*/y

function withArgs(args: Args, rest: string, given: Readonly<Record<string, string>>): Args {
  const known = new Map(args)
  const text = rest.trim()
  argument.lastIndex = 0
  while (argument.lastIndex < text.length) {
    const [, name = '', value = ''] = argument.exec(text) ?? []
    if (name === '') return undefined
    known.set(name, Object.hasOwn(given, name) ? (given[name] ?? '') : expand(value, known))
  }
  return args && known
}

/** The forms that Docker has: `$name`, `${name}`, `${name:-otherwise}`, `${name:+instead}`. */
const variable = /\$(?:(\d+|[A-Za-z_]\w*)|\{(\w+)(?::([-+])([^${}]*))?\})/g

function expand(word: string, args: Args): string {
  if (!args) return word
  const value = (name: string, sign: string | undefined, other = '') => {
    const known = args.get(name) ?? ''
    if (sign === '+') return known === '' ? '' : other
    return known === '' ? other : known
  }
  let text = word.replace(/["'\\`]/g, '')
  // From the innermost outwards.
  for (let depth = 0; depth < 10 && text.includes('$'); depth += 1)
    text = text.replace(variable, (_, short, name, sign, other) => value(short ?? name, sign, other))
  return text
}
