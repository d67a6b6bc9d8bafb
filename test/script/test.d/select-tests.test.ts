import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { selectTests } from '../../../script/test.d/select-tests.ts'

let root: string
before(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'qp-select-test-'))
  for (const file of [
    'acceptance/apps.qpt',
    'acceptance/run.qpt',
    'acceptance/README.md',
    'src/lib/table.ts',
    'test/lib/table.test.ts',
    'test/lib/colour.test.ts',
    'test/commands/ps.test.ts',
    'test/acceptance/runner/parse.test.ts',
    'test/fixtures/terminal.ts',
  ]) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true })
    await writeFile(path.join(root, file), '')
  }
})
after(() => rm(root, { recursive: true }))

test('no path: the gates and all there is', async () => {
  assert.deepEqual(await selectTests(root, []), {
    gates: true,
    unit: [
      'test/acceptance/runner/parse.test.ts',
      'test/commands/ps.test.ts',
      'test/lib/colour.test.ts',
      'test/lib/table.test.ts',
    ],
    acceptance: ['acceptance/apps.qpt', 'acceptance/run.qpt'],
  })
})

const lib = ['test/lib/colour.test.ts', 'test/lib/table.test.ts']
const table = ['test/lib/table.test.ts']
for (const [paths, unit, acceptance] of [
  [['test/lib'], lib, []],
  [['test/lib/'], lib, []],
  [['./test/lib/table.test.ts'], table, []],
  [['src/lib/table.ts'], table, []],
  [['src/lib'], lib, []],
  [['acceptance/run.qpt'], [], ['acceptance/run.qpt']],
  [['acceptance/runner'], ['test/acceptance/runner/parse.test.ts'], []],
  [['test/lib', 'src/lib/table.ts', 'acceptance/run.qpt'], lib, ['acceptance/run.qpt']],
] as const) {
  test(`${paths.join(' ')}: these and no gates`, async () => {
    assert.deepEqual(await selectTests(root, paths), { gates: false, unit, acceptance })
  })
}

for (const nothing of ['nowhere', 'src/lib/none.ts', 'acceptance/none.qpt', 'test/fixtures/terminal.ts']) {
  test(`${nothing} is refused: a path that tests nothing must not pass`, async () => {
    await assert.rejects(selectTests(root, [nothing]), { message: new RegExp(`^${nothing} names no tests`) })
  })
}
