import assert from 'node:assert/strict'
import { test } from 'node:test'
import { knownCommands, type Manifest, programFacts, userAgent } from '../../src/start/program-facts.ts'

const packageJson = { name: '@acme/qp', version: '1.2.3', oclif: { bin: 'qp', additionalHelpFlags: ['-h'] } }
const describe = (id: string, aliases: string[] = [], hiddenAliases: string[] = []) => ({
  id,
  aliases,
  hiddenAliases,
  strict: id !== 'run',
  relativePath: [],
})
const manifest = (...commands: ReturnType<typeof describe>[]): Manifest => ({
  version: '1.2.3',
  commands: Object.fromEntries(commands.map((it) => [it.id, it])),
})

test('are those of package.json, with the words of all commands', () => {
  assert.deepEqual(programFacts(packageJson, manifest(describe('apps', ['list']), describe('ps')), 'abc'), {
    name: '@acme/qp',
    version: '1.2.3',
    build: 'abc',
    bin: 'qp',
    dirname: '@acme/qp',
    helpFlags: ['--help', '-h'],
    hasHooks: false,
    commands: { apps: 'apps', list: 'apps', ps: 'ps' },
    takeAnyWords: [],
  })
})

test('hidden aliases are words as well', () => {
  const { commands } = programFacts(packageJson, manifest(describe('apps', [], ['apps:list'])), '')
  assert.deepEqual(commands, { 'apps:list': 'apps', apps: 'apps' })
})

test('know commands, topics, and what takes any words, by alias too', () => {
  const facts = programFacts(packageJson, manifest(describe('run', [], ['exec']), describe('run:list')), '')
  const known = knownCommands(facts)
  const answers = (word: string) => [known.isCommand(word), known.isTopic(word), known.takesAnyWords(word)]
  assert.deepEqual(answers('run'), [true, true, true])
  assert.deepEqual(answers('exec'), [true, false, true])
  assert.deepEqual(answers('run:list'), [true, false, false])
  assert.deepEqual(answers('constructor'), [false, false, false])
})

test('an id wins over an alias of the same spelling', () => {
  const { commands } = programFacts(packageJson, manifest(describe('run'), describe('ps', ['run'])), '')
  assert.equal(commands['run'], 'run')
})

test('help is left to oclif, which knows the other commands', () => {
  assert.deepEqual(programFacts(packageJson, manifest(describe('help')), '').commands, {})
})

for (const more of [{ hooks: { init: './init' } }, { plugins: ['@oclif/plugin-plugins'] }]) {
  test(`${Object.keys(more)} of its own are seen`, () => {
    const facts = programFacts({ ...packageJson, oclif: { ...packageJson.oclif, ...more } }, manifest(), '')
    assert.equal(facts.hasHooks, true)
  })
}

test('the user agent names program, platform and Node', () => {
  const expected = `qp/1.2.3 ${process.platform}-${process.arch} node-${process.version}`
  assert.equal(userAgent({ name: 'qp', version: '1.2.3' }), expected)
})
