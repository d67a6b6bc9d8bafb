import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { findNearCommands, unknownCommand } from '../../src/lib/unknown-command.ts'

const ids = [
  'apps',
  'apps:destroy',
  'apps:info',
  'config',
  'config:get',
  'config:set',
  'config:unset',
  'logs',
  'ps',
  'ps:scale',
]
const known = new Map([
  ...ids.map((id) => [id, id] as const),
  ['config:list', 'config'],
  ['config:remove', 'config:unset'],
  ['list', 'apps'],
])

const cases: [string, string][] = [
  ['conifg:set A=1', 'no such command: conifg:set. Did you mean config:set?'],
  ['conifg set A=1', 'no such command: conifg set. Did you mean config:set?'],
  ['config:lst', 'no such command: config:lst. Did you mean config:list?'],
  ['config:delete A', 'no such command: config:delete. Did you mean config:unset?'],
  ['apps:rm', 'no such command: apps:rm. Did you mean apps:destroy?'],
  ['lgos web', 'no such command: lgos. Did you mean logs?'],
  ['lgos -a blog', 'no such command: lgos. Did you mean logs?'],
  ['unset A', 'no such command: unset. Did you mean config:unset?'],
  ['nope', 'no such command: nope. `qp help` lists them.'],
  [
    'auth 2fa',
    'qp has no second factor at login yet. Hand out tokens in place of passwords: `qp login URL --token-file FILE`.',
  ],
  [
    'pg:psql',
    "qp has no databases of its own. An app's config vars say where its database is: `qp run 'psql $DATABASE_URL'`.",
  ],
]
suite('what may have been meant is named', () => {
  for (const [typed, message] of cases)
    test(`qp ${typed}`, () => {
      const error = unknownCommand(typed.split(' '), known)
      assert.deepEqual([error.name, error.message], ['UsageError', message])
    })
})

test('a command is named once, by the nearest of its names', () => {
  const twice = new Map([...known, ['config:lists', 'config']])
  assert.deepEqual(findNearCommands('config:lis', twice), ['config:list'])
})
