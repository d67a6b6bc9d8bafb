/** A check of the whole tree: one command that must exit 0. `script/test` runs them all when it is given no paths. */
export interface Gate {
  name: string
  argv: readonly [string, ...string[]]
}

/** What was checked before and has not changed is not checked again. */
const typesCache = 'node_modules/.cache/tsc/tsbuildinfo'

export const gates: readonly Gate[] = [
  { name: 'format and lint', argv: ['biome', 'ci', '--colors=off', '.'] },
  {
    name: 'types',
    argv: ['tsc', '--project', '.', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', typesCache],
  },
  { name: 'layering', argv: ['depcruise', '--output-type', 'err', 'src', 'test', 'acceptance', 'script'] },
  { name: 'dead code', argv: ['knip', '--no-progress'] },
  {
    name: 'test twins',
    argv: ['node', '--disable-warning=ExperimentalWarning', 'script/test.d/list-missing-twins.ts'],
  },
]
