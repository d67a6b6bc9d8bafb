import { randomInt } from 'node:crypto'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type ChaosResult, describeFaults, runChaos } from './chaos.ts'
import { drawDisasters, drawRun } from './draw.ts'
import { withPlace } from './place.ts'
import { renderTable } from './table.ts'

/** `script/chaos`, on the right Node. */
const root = path.resolve(import.meta.dirname, '../..')
const say = (text: string) => process.stderr.write(`${text}\n`)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    only: { type: 'string' },
    engine: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})
const what = positionals.join(' ')
if (what !== 'run' && what !== 'deploy')
  throw new Error('there is `script/chaos run` and `script/chaos deploy`, and nothing else yet')
if (what === 'deploy' && (values.engine || values.only))
  throw new Error(
    '`script/chaos deploy` has no --engine and no --only: what it does builds on what was before',
  )
const runs = readNumber('--runs', values.runs ?? (what === 'run' ? '1000' : '150'))
const seed = readNumber('--seed', values.seed)
const only = values.only?.split(',').map((it) => readNumber('--only', it))
process.stdout.write(`seed ${seed}\n`)
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    say(`${signal}: what runs is brought to its end`)
    interrupted.abort()
  })
if (what === 'run') await chaosOfRuns()
else await chaosOfDeploys()

async function chaosOfRuns(): Promise<void> {
  const plan = {
    stop: interrupted.signal,
    isVerbose: values.verbose,
    draws: (only ?? Array.from({ length: runs }, (_, number) => number)).map((it) => drawRun(seed, it)),
    disasters: only ? new Map() : drawDisasters(seed, runs, { engine: values.engine }),
  }
  const result = await withPlace({ root, isEngineOwn: values.engine, say }, (place) =>
    runChaos(place, plan, say),
  )
  report(result)
}

async function chaosOfDeploys(): Promise<void> {
  const { runDeploys } = await import('./deploy/main.ts')
  const { text, isRight } = await runDeploys({
    root,
    runs,
    seed,
    stop: interrupted.signal,
    isVerbose: values.verbose,
    say,
  })
  process.stdout.write(text)
  process.exitCode = isRight ? 0 : 1
}

function readNumber(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new Error(`${name} ${text} is no number`)
  return Number(text)
}

function report({ performed, left, disasters, lives }: ChaosResult): void {
  const longest = lives.reduce((one, other) => (other.runs > one.runs ? other : one))
  const wrong = performed.filter((it) => it.faults.length > 0)
  const isClean = Object.values(left).every((it) => it === 0)
  const lines = [
    renderTable(performed, left),
    `${performed.length} runs, seed ${seed}; disasters: ${disasters.join(', ') || 'none'}.`,
    describeLife(longest),
    ...wrong.map(describeFaults),
    wrong.length === 0 && isClean
      ? 'All as it should be.'
      : `${wrong.length} runs were wrong, ${isClean ? 'nothing was' : 'something is'} left over. \`script/chaos run --seed ${seed}\` does the same again.`,
  ]
  process.stdout.write(lines.join('\n') + '\n')
  process.exitCode = wrong.length === 0 && isClean ? 0 : 1
}

/** A life with all its growth: what a garbage collector has not got round to is in it. */
function describeLife({ runs: count, first, last }: ChaosResult['lives'][number]): string {
  if (!first || !last) return 'What the controller used is not known.'
  const [before, after] = [first, last].map(({ memoryMb }) => Math.round(memoryMb))
  return `The controller's longest life had ${count} runs: ${before} MB and ${first.openFiles} open files at its first, ${after} MB and ${last.openFiles} at its last.`
}
