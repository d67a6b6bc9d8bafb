import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { chooseWay } from '../../src/start/way.ts'

const facts = {
  name: 'qp',
  version: '1.2.3',
  build: 'abc',
  bin: 'qp',
  dirname: 'qp',
  helpFlags: ['--help', '-h'],
  hasHooks: false,
  commands: { apps: 'apps', list: 'apps', run: 'run' },
  takeAnyWords: ['run'],
}
const env = { HOME: '/nowhere' }

const cases: [string, string[], string][] = [
  ['the version', ['--version'], 'version'],
  ['a command', ['apps', '--all'], 'short'],
  ['an alias', ['list'], 'short'],
  ['another program, and its flag', ['run', '--', 'ls', '--help'], 'short'],
  ['nothing', [], 'full'],
  ['help', ['--help'], 'full'],
  ['help of a command', ['apps', '--all', '-h'], 'full'],
  ['no command', ['nonsense'], 'full'],
  ['a word that every object knows', ['constructor'], 'full'],
  ['a flag', ['--all', 'apps'], 'full'],
]

for (const [name, argv, way] of cases) {
  test(`${name} goes the way ${way}`, () => assert.equal(chooseWay(argv, facts, env), way))
}

for (const name of ['QP_FULL', 'DEBUG', 'QP_DEBUG', 'CLI_FLAGS_DEBUG']) {
  test(`${name} asks for all of oclif`, () => {
    assert.equal(chooseWay(['apps'], facts, { ...env, [name]: '1' }), 'full')
    assert.equal(chooseWay(['--version'], facts, { ...env, [name]: '1' }), 'full')
  })
}

test('hooks of our own are run by all of oclif', () => {
  assert.equal(chooseWay(['apps'], { ...facts, hasHooks: true }, env), 'full')
})

test('plugins that a person has installed are loaded by all of oclif', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'qp-way-'))
  t.after(() => rm(folder, { recursive: true }))
  const own = { ...env, QP_DATA_DIR: folder }
  assert.equal(chooseWay(['apps'], facts, own), 'short')
  await writeFile(join(folder, 'package.json'), '{}')
  assert.equal(chooseWay(['apps'], facts, own), 'full')
})
