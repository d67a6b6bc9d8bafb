import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDeisContract } from '../../../script/compatibility.d/deis-contract.ts'
import { renderOriginals } from '../../../script/compatibility.d/original.ts'

/** As the list has it: command, aliases, arguments, flags. */
function read(family: string, command: string, alias: string, usage: string, options: string): string[] {
  const line = [family, command, alias, usage, 'what it does', '', options].join('\t')
  const [, , row = ''] = renderOriginals('', readDeisContract(line)).split('\n')
  return row === '' ? [] : row.split('\t')
}

const cases: { name: string; given: Parameters<typeof read>; expected: string[] }[] = [
  {
    name: 'flags of each spelling',
    given: [
      'deis-v2',
      'git:remote',
      '',
      'deis git:remote [options]',
      '-a --app=<app> the app ; -b --buildpack BUILDPACK a url ; -p <path>, --path=<path> a path ; --cpu value applies to CPU ; -r --remote=REMOTE a name',
    ],
    expected: ['git:remote', '', '', '-a/--app= -b/--buildpack= -p/--path= --cpu -r/--remote='],
  },
  {
    name: 'a bare topic is a name like others',
    given: [
      'deis-v2',
      'perms:list',
      'sharing,perms (bare topic)',
      'deis perms:list [-a --app=<app>|--admin]',
      '',
    ],
    expected: ['perms:list', 'sharing perms', '', ''],
  },
  {
    name: 'arguments that may be left out, or given often',
    given: ['deis-v2', 'x', '', 'deis x [<name>] <key> <var>=<value> [<var>=<value>...] [options]', ''],
    expected: ['x', '', '[name] key var=value...', ''],
  },
  {
    name: 'words for a program',
    given: ['deis-v2', 'apps:run', 'run', 'deis apps:run [options] [--] <command>...', ''],
    expected: ['apps:run', 'run', 'command...', ''],
  },
  {
    name: 'a flag that only the usage names',
    given: ['hephy-only', 'x', '', 'deis x <t> --min=<min> --type <type> [--memory | --cpu] [options]', ''],
    expected: ['x', '', 't', '--min= --type='],
  },
  { name: 'nothing of other systems', given: ['drycc-1.x', 'x', '', 'drycc x', ''], expected: [] },
]

for (const { name, given, expected } of cases) {
  test(name, () => {
    assert.deepEqual(read(...given), expected)
  })
}
