import type { BenchRow } from '../bench.ts'
import { median } from '../in-turns.ts'
import type { SessionPlace } from './place.ts'
import { type BenchTerminal, openTerminal } from './terminal.ts'

const keysPerTurn = 50

/** A key typed into a terminal until it is shown again: in turns through `docker attach` and `qp run`, both in a real terminal. */
export async function measureEcho(
  { image, docker, qp, place, run }: SessionPlace,
  rounds: number,
): Promise<BenchRow[]> {
  const id = (await run([...docker, 'run', '-dit', '--rm', image, 'cat'])).trim()
  const attached = openTerminal([...docker, 'attach', id], place)
  const session = openTerminal([...qp, 'run', '--', 'cat'], place)
  try {
    const [byDocker, byQp] = [await warm(attached), await warm(session)]
    for (let round = 0; round < rounds; round++) {
      byDocker.push(...(await type(attached)))
      byQp.push(...(await type(session)))
    }
    return compare(byDocker, byQp)
  } finally {
    for (const it of [attached, session]) it.kill()
    await run([...docker, 'rm', '-f', id])
  }
}

/** The first keys are slower: nothing is compiled yet. */
async function warm(terminal: BenchTerminal): Promise<number[]> {
  terminal.write('\r')
  await terminal.until(/\n/)
  for (let count = 0; count < 4; count++) await type(terminal)
  return []
}

async function type(terminal: BenchTerminal): Promise<number[]> {
  const times: number[] = []
  for (let count = 0; count < keysPerTurn; count++) {
    times.push(await terminal.echo(String.fromCharCode(97 + (count % 26))))
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  // A terminal's line holds 4095 characters.
  terminal.write('\u0015')
  return times
}

function compare(byDocker: readonly number[], byQp: readonly number[]): BenchRow[] {
  const row = (name: string, of: (values: readonly number[]) => number, atMost: number): BenchRow[] => [
    { name: `a key's echo by \`docker attach\`, ${name}`, value: of(byDocker), unit: 'ms', ratio: 1 },
    {
      name: `a key's echo by \`qp run\`, ${name}`,
      value: of(byQp),
      unit: 'ms',
      ratio: of(byQp) / of(byDocker),
      goal: { atMost },
    },
  ]
  return [...row('p50', median, 1.4), ...row('p99', (it) => percentile(it, 0.99), 2)]
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
