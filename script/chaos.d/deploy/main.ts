import { type DeployChaos, runDeployChaos } from './chaos.ts'
import { deedKinds, drawRounds, harmKinds } from './draw.ts'
import { withDeployPlace } from './place.ts'

export interface DeployChaosOptions {
  root: string
  runs: number
  seed: number
  /** Begins no more rounds. */
  stop: AbortSignal
  isVerbose: boolean
  say: (text: string) => void
}

/** `script/chaos deploy`: resolves with what there is to say, and whether all is as it should be. */
export async function runDeploys(options: DeployChaosOptions): Promise<{ text: string; isRight: boolean }> {
  const { root, runs, seed, say } = options
  const rounds = drawRounds(seed, runs)
  const result = await withDeployPlace({ root, isEngineOwn: false, say }, (place) =>
    runDeployChaos(place, { ...options, rounds }, say),
  )
  const isRight = result.faults.length === 0
  const end = isRight
    ? 'All as it should be.'
    : `${result.faults.length} faults. \`script/chaos deploy --seed ${seed} --runs ${runs}\` does the same again.`
  return { text: [...renderTable(result), ...result.faults, end, ''].join('\n'), isRight }
}

function renderTable({ done, harms }: DeployChaos): string[] {
  const rows = deedKinds.map((kind) => {
    const those = done.filter((it) => it.deed.kind === kind)
    const counts = (['done', 'refused', 'unknown'] as const).map(
      (told) => those.filter((it) => it.outcome.told === told).length,
    )
    return `| ${kind} | ${counts.join(' | ')} |`
  })
  const befell = harmKinds.map((kind) => `${kind}: ${harms.filter((it) => it.kind === kind).length}`)
  const killed = done.filter((it) => it.deed.clientLives !== undefined).length
  return [
    '| deed | done | refused | unknown |',
    '|---|---:|---:|---:|',
    ...rows,
    '',
    `${done.length} deeds; ${befell.join(', ')}, client-killed: ${killed}.`,
  ]
}
