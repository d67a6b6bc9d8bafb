/** What a file NAME.bench.ts exports under the name `bench`. */
export type Bench = (options: BenchOptions) => Promise<BenchTable>

export interface BenchOptions {
  /** The folder of package.json. */
  root: string
  /** How often to measure each; a bench for which that takes too long may do with fewer. */
  rounds: number
  /** A folder of its own, which is removed afterwards. */
  folder: string
  /** Says what is going on. */
  say: (text: string) => void
}

export interface BenchTable {
  title: string
  /** What a ratio is to, where there is one, such as "`node -e 0`". */
  reference?: string
  /** What one must know to believe it: how it was measured, how often. */
  how: string
  rows: readonly BenchRow[]
}

export interface BenchRow {
  name: string
  value: number
  /** "ms", "requests/s", "" for a count. */
  unit: string
  ratio?: number
  goal?: Goal
}

/** Of the ratio, or of the value where there is no ratio. */
export interface Goal {
  atMost?: number
  atLeast?: number
}

/** Undefined where there is no goal. */
export function isGoalMet({ value, ratio = value, goal }: BenchRow): boolean | undefined {
  if (goal === undefined) return undefined
  return ratio <= (goal.atMost ?? Number.POSITIVE_INFINITY) && ratio >= (goal.atLeast ?? 0)
}
