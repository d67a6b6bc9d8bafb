/** A check of the whole tree: one command that must exit 0. `script/test` runs them all when it is given no paths. */
export interface Gate {
  name: string
  argv: readonly [string, ...string[]]
}

export const gates: readonly Gate[] = [
  { name: 'format and lint', argv: ['biome', 'ci', '--colors=off', '.'] },
  { name: 'types', argv: ['tsc', '--project', '.', '--pretty', 'false'] },
  { name: 'layering', argv: ['depcruise', '--output-type', 'err', 'src', 'test', 'acceptance', 'script'] },
  { name: 'dead code', argv: ['knip', '--no-progress'] },
  { name: 'test twins', argv: ['node', 'script/test.d/list-missing-twins.ts'] },
]
