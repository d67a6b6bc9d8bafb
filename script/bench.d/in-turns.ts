/** Something that is measured: does it once, and returns its figure; without one the time that it took is meant, in ms. */
export interface Subject {
  name: string
  once: () => Promise<number | undefined>
}

export interface Measured {
  name: string
  median: number
  /** The median, over the rounds, of its figure through that of the first subject in the same round. */
  ratio: number
  values: readonly number[]
}

/**
 * Measures the subjects in turns, round by round, and compares each with the first in the same round: what else the machine
 * does then weighs on both. `warmUps` rounds are run and forgotten.
 */
export async function measureInTurns(
  subjects: readonly Subject[],
  { rounds, warmUps = 2 }: { rounds: number; warmUps?: number },
): Promise<Measured[]> {
  const values = subjects.map((): number[] => [])
  for (let round = -warmUps; round < rounds; round++) {
    for (const [index, subject] of subjects.entries()) {
      const figure = await measureOnce(subject)
      if (round >= 0) values[index]?.push(figure)
    }
  }
  const first = values[0] ?? []
  return subjects.map(({ name }, index) => {
    const own = values[index] ?? []
    const ratios = own.map((value, round) => value / (first[round] ?? Number.NaN))
    return { name, median: median(own), ratio: median(ratios), values: own }
  })
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

async function measureOnce({ once }: Subject): Promise<number> {
  const begun = performance.now()
  const figure = await once()
  return figure ?? performance.now() - begun
}
