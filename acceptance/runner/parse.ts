/** One line of a script. */
export interface Step {
  line: number
  text: string
  /** `! exec …`: it must not hold. */
  negated: boolean
  verb: string
  rest: string
  /** `[deis] exec …`: played where the client speaks this dialect, and left out elsewhere. */
  dialect?: string
}

export interface Script {
  /** `dialects platform deis`: it is played once by each. */
  dialects: readonly string[]
  steps: readonly Step[]
  /** The `-- name --` sections at the end: written into the work folder before the first step. */
  files: ReadonlyMap<string, string>
}

const sectionHeader = /^-- (\S+) --$/

/**
 * Text → steps and files. A line is `[!] verb rest`, perhaps with a dialect in brackets before it, `#` begins a comment line, a line that ends in a backslash goes on
 * in the next one. Knows no verbs: `verbs.ts` does.
 */
export function parseScript(text: string): Script {
  const lines = text.split('\n')
  const firstSection = lines.findIndex((line) => sectionHeader.test(line))
  const end = firstSection === -1 ? lines.length : firstSection
  const steps = parseSteps(lines.slice(0, end))
  const dialects = steps.find((it) => it.verb === 'dialects')?.rest.split(' ') ?? ['platform']
  const played = steps.filter((it) => it.verb !== 'dialects')
  return { dialects, steps: played, files: parseSections(lines.slice(end)) }
}

function parseSteps(lines: readonly string[]): Step[] {
  const steps: Step[] = []
  let pending = ''
  let begun = 0
  for (const [index, raw] of lines.entries()) {
    if (pending === '') begun = index + 1
    if (pending !== '' && raw.trim() === '') break
    const line = pending + raw.trim()
    pending = line.endsWith('\\') ? line.slice(0, -1) : ''
    if (pending === '' && line !== '' && !line.startsWith('#')) steps.push(parseStep(line, begun))
  }
  if (pending !== '') throw new Error(`line ${begun}: ends in a backslash, but no line follows`)
  return steps
}

function parseStep(text: string, line: number): Step {
  const { dialect, bang, verb, rest } =
    /^(?:\[(?<dialect>\w+)\]\s*)?(?<bang>! )?\s*(?<verb>\S+)\s*(?<rest>.*)$/.exec(text)?.groups ?? {}
  const step = { line, text, negated: bang !== undefined, verb: verb ?? '', rest: rest ?? '' }
  return dialect === undefined ? step : { ...step, dialect }
}

function parseSections(lines: readonly string[]): Map<string, string> {
  const files = new Map<string, string>()
  let name = ''
  for (const line of lines) {
    const header = sectionHeader.exec(line)?.[1]
    if (header) name = header
    files.set(name, header ? '' : `${files.get(name) ?? ''}${line}\n`)
  }
  // What follows the last newline of the script is no line of its last file.
  if (files.has(name)) files.set(name, (files.get(name) ?? '').replace(/\n$/, ''))
  return files
}
