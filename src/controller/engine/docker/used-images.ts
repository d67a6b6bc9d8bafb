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
  return [...new Set(readAsked(text, buildArgs).map((it) => it.image))]
}

/**
 * A Dockerfile that begins from these images by their ids, whatever their names come to mean while it is built. `ids` are by name; lines keep
 * their numbers.
 */
export function pinImages(
  text: string,
  buildArgs: Readonly<Record<string, string>>,
  ids: ReadonlyMap<string, string>,
): string {
  const lines = text.split('\n')
  for (const { image, from } of readAsked(text, buildArgs)) {
    const id = ids.get(image)
    if (!from || id === undefined) continue
    const stage = from.stage === undefined ? [] : ['AS', from.stage]
    lines.fill('', from.start, from.end + 1)
    lines[from.start] = ['FROM', ...from.flags, id, ...stage].join(' ')
  }
  return lines.join('\n')
}

interface Asked {
  image: string
  /** Where it is asked for by FROM. */
  from?: { flags: readonly string[]; stage: string | undefined; start: number; end: number }
}

function readAsked(text: string, buildArgs: Readonly<Record<string, string>>): Asked[] {
  checkSpaces(text)
  let args: Args = new Map()
  let isInStage = false
  const stages = new Set<string>()
  const found: Asked[] = []
  for (const { name, rest, start, end } of readInstructions(text.split('\n'))) {
    if (name === 'ARG' && !isInStage) args = withArgs(args, rest, buildArgs)
    const from = name === 'FROM' ? readFrom(rest) : undefined
    isInStage ||= from !== undefined
    const asked: Asked[] = from
      ? [{ image: expand(from.image, args), from: { flags: from.flags, stage: from.stage, start, end } }]
      : copiedFrom(name, rest).map((image) => ({ image }))
    found.push(...asked.filter((it) => it.image !== 'scratch' && !stages.has(it.image.toLowerCase())))
    if (from?.stage) stages.add(from.stage.toLowerCase())
  }
  return found
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
function readFrom(rest: string): { image: string; flags: string[]; stage: string | undefined } {
  const words = rest.trim().split(/\s+/)
  const image = words.findIndex((it) => !/^--[a-z]+=(?:"[^"'\\]*"|'[^"'\\]*'|[^"'\\]*)$/.test(it))
  const flags = words.slice(0, Math.max(image, 0))
  const [name = '', as = '', stage, ...more] = image < 0 ? [] : words.slice(image)
  const isPlain = as === '' || (as.toLowerCase() === 'as' && more.length === 0)
  return isPlain ? { image: name, flags, stage } : { image: rest, flags: [], stage: undefined }
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
