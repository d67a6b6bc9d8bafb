import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { beginsTopic, joinWords } from '../../src/lib/spaced-words.ts'

const commands = [
  'apps',
  'certs',
  'certs:auto:enable',
  'config',
  'config:get',
  'config:set',
  'git:remote',
  'ps',
  'ps:scale',
  'run',
  'run:list',
]
const known = {
  isCommand: (word: string) => commands.includes(word),
  isTopic: (word: string) => beginsTopic(word, commands),
  takesAnyWords: (word: string) => word === 'run',
}

const cases: [string, string][] = [
  ['config set A=1', 'config:set A=1'],
  ['config get set', 'config:get set'],
  ['ps scale web=2 -a blog', 'ps:scale web=2 -a blog'],
  ['certs auto enable', 'certs:auto:enable'],
  ['certs auto', 'certs auto'],
  ['git remote', 'git:remote'],
  ['config:set A=1', 'config:set A=1'],
  // The words of `run` are another program's.
  ['run list', 'run list'],
  ['run config set', 'run config set'],
  ['run:list', 'run:list'],
  // What is no verb is an argument.
  ['ps web', 'ps web'],
  ['ps -- scale', 'ps -- scale'],
  ['config -a blog set', 'config -a blog set'],
  ['apps config', 'apps config'],
  ['nonsense set', 'nonsense set'],
  ['--version', '--version'],
  ['', ''],
]
suite('colons stand where spaces were', () => {
  for (const [typed, joined] of cases)
    test(`qp ${typed}`, () => {
      const words = typed === '' ? [] : typed.split(' ')
      assert.equal(joinWords(words, known).join(' '), joined)
      assert.deepEqual(joinWords(joinWords(words, known), known), joinWords(words, known))
    })
})

test('a topic is what commands are below', () => {
  assert.equal(beginsTopic('git', commands), true)
  assert.equal(beginsTopic('certs:auto', commands), true)
  assert.equal(beginsTopic('conf', commands), false)
  assert.equal(beginsTopic('apps', commands), false)
})
