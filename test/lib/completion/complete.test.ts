import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Flags } from '@oclif/core'
import { complete, type Described, files, type ListValues } from '../../../src/lib/completion/complete.ts'

const app = Flags.string({ char: 'a', description: 'app to run on' })
const describe = (id: string, more: Partial<Described> = {}): Described => ({
  id,
  hidden: false,
  aliases: [],
  hiddenAliases: [],
  description: `what ${id} does\nin lines`,
  flags: { app: { ...app, name: 'app' } as never },
  args: {},
  strict: true,
  ...more,
})
const many = { name: 'many', multiple: true } as never
const commands = [
  describe('apps'),
  describe('certs:auto:enable'),
  describe('certs:auto:disable'),
  describe('certs', { hidden: false }),
  describe('config', { hiddenAliases: ['config:list'] }),
  describe('config:get', { args: { keys: many } }),
  describe('config:set', { args: { pairs: many } }),
  describe('git:remote'),
  describe('git:credentials', { hidden: true }),
  describe('help', { args: { command: many } }),
  describe('login', {
    flags: {
      'token-file': { ...Flags.string(), name: 'token-file' } as never,
      colour: { ...Flags.string({ options: ['red', 'green'] }), name: 'colour' } as never,
      quiet: { ...Flags.boolean(), name: 'quiet' } as never,
      secret: { ...Flags.boolean({ hidden: true }), name: 'secret' } as never,
      also: { ...Flags.string({ multiple: true }), name: 'also' } as never,
    },
  }),
  describe('ps', { args: { types: many } }),
  describe('ps:scale', { args: { changes: many } }),
  describe('ps:restart', { args: { dyno: { name: 'dyno' } as never } }),
  describe('run', { strict: false, args: { command: many } }),
  describe('run:list'),
]
const known = {
  app: ['blog', 'shop'],
  'config-key': ['GREETING', 'GREY', 'COLOUR'],
  dyno: ['web.1'],
  'process-type': ['web', 'worker'],
}
const asked: unknown[] = []
const list: ListValues = async (kind, flags) => {
  asked.push([kind, { ...flags }])
  return Object.hasOwn(known, kind) ? known[kind as keyof typeof known] : []
}

/** `qp config se|` */
async function valuesFor(line: string): Promise<string[]> {
  return (await complete(line.split(' '), commands, list)).map(({ value }) => value)
}

suite('the last word becomes', () => {
  const cases: [string, string[]][] = [
    // Commands: one word each, until there is but one topic left.
    ['', ['apps', 'certs', 'config', 'git', 'help', 'login', 'ps', 'run']],
    ['c', ['certs', 'config']],
    ['co', ['config', 'config:get', 'config:set']],
    ['config:', ['config:get', 'config:set']],
    ['config:s', ['config:set']],
    ['git', ['git', 'git:remote']],
    ['nope', []],
    ['-', []],
    // With spaces.
    ['config ', ['get', 'set']],
    ['config s', ['set']],
    ['git ', ['remote']],
    ['certs ', ['auto']],
    ['certs auto ', ['enable', 'disable']],
    ['certs:auto e', ['enable']],
    ['nope ', []],
    ['help conf', ['config', 'config:get', 'config:set']],
    // Flags.
    ['apps --', ['--app']],
    ['apps --app', ['--app']],
    ['apps -a blog --', []],
    ['login --', ['--token-file', '--colour', '--quiet', '--also']],
    ['login --also x --a', ['--also']],
    ['login --nope ', []],
    // Values of flags.
    ['apps -a ', ['blog', 'shop']],
    ['apps --app s', ['shop']],
    ['apps --app=b', ['--app=blog']],
    ['login --colour ', ['red', 'green']],
    ['login --colour=g', ['--colour=green']],
    ['login --token-file ', [files]],
    ['login --token-file=x', [files]],
    // Arguments.
    ['config:get GRE', ['GREETING', 'GREY']],
    ['config get -a blog COLOUR ', ['GREETING', 'GREY', 'COLOUR']],
    ['config list ', []],
    ['config:set C', ['COLOUR=']],
    ['config:set COLOUR=', []],
    ['ps ', ['scale', 'restart', 'web', 'worker']],
    ['ps -- w', ['web', 'worker']],
    ['ps:scale w', ['web=', 'worker=']],
    ['ps:restart w', ['web.1', 'web', 'worker']],
    ['ps:restart web.1 ', []],
    // Another program's words.
    ['run ', []],
    ['run -a ', ['blog', 'shop']],
    ['run ls --', []],
  ]
  for (const [line, expected] of cases)
    test(`qp ${line}`, async () => assert.deepEqual(await valuesFor(line), expected))
})

test('a command is said to be what it is, in one line', async () => {
  assert.deepEqual(await complete(['config:s'], commands, list), [
    { value: 'config:set', description: 'what config:set does' },
  ])
  assert.deepEqual(await complete(['config', 's'], commands, list), [
    { value: 'set', description: 'what config:set does' },
  ])
  assert.deepEqual(await complete(['apps', '--'], commands, list), [
    { value: '--app', description: 'app to run on' },
  ])
})

test('values are asked for with the flags of the line', async () => {
  asked.length = 0
  await valuesFor('config:get -a blog G')
  await valuesFor('apps ')
  assert.deepEqual(asked, [['config-key', { app: 'blog' }]])
})
