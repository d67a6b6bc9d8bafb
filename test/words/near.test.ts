import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { didYouMean, nearWords } from '../../src/words/near.ts'

const commands = [
  'apps',
  'apps:info',
  'config',
  'config:get',
  'config:list',
  'config:set',
  'config:unset',
  'logs',
  'login',
  'ps',
]

suite('the likeliest is first', () => {
  const cases: [string, readonly string[], string[]][] = [
    ['conifg:set', commands, ['config:set']],
    ['config:lst', commands, ['config:list']],
    ['lgos', commands, ['logs']],
    ['logn', commands, ['login', 'logs']],
    ['app', commands, ['apps', 'apps:info']],
    ['CONFIG', commands, ['config']],
    ['tial', ['tail', 'type', 'trail'], ['tail']],
    ['dyno', ['dyno-name', 'dry'], ['dyno-name']],
    ['wbe', ['web', 'worker'], ['web']],
    ['Standrd-2X', ['Standard-1X', 'Standard-2X'], ['Standard-2X']],
    ['bat', ['cat', 'bar', 'bad'], ['bad', 'bar']],
  ]
  for (const [word, candidates, expected] of cases)
    test(word, () => {
      assert.deepEqual(nearWords(word, candidates), expected)
      assert.deepEqual(nearWords(word, [...candidates].reverse()), expected)
    })
})

test('what is far is no suggestion', () => {
  assert.deepEqual(nearWords('nonsense', commands), [])
  assert.deepEqual(nearWords('x', commands), [])
  assert.deepEqual(nearWords('', commands), [])
})

test('no more than asked for, each once', () => {
  assert.deepEqual(nearWords('web1', ['web2', 'web3', 'web4', 'web2', 'web5']), ['web2', 'web3', 'web4'])
  assert.deepEqual(nearWords('web1', ['web2', 'web3'], 1), ['web2'])
})

test('is said as the end of a line', () => {
  assert.equal(didYouMean([]), '')
  assert.equal(didYouMean(['web']), ' Did you mean web?')
  assert.equal(didYouMean(['web', 'worker', 'clock']), ' Did you mean web, worker or clock?')
})
