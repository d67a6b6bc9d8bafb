import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UserError } from '../../src/lib/errors.ts'
import { describeInside, describeOneOff, withAppHint } from '../../src/lib/run-flags.ts'

test('one word is a shell line, several arrive as they are', () => {
  assert.deepEqual(describeOneOff(['echo $HOME | wc'], {}), { command: 'echo $HOME | wc', env: {} })
  assert.deepEqual(describeOneOff(['bash', '-c', 'echo "$1"', ''], {}), {
    argv: ['bash', '-c', 'echo "$1"', ''],
    env: {},
  })
})

test('flags go along, and what was not given is not said', () => {
  assert.deepEqual(describeOneOff(['bash'], { env: ['A=1;B=2'], size: 'standard-2x', type: 'worker' }), {
    command: 'bash',
    env: { A: '1', B: '2' },
    size: 'standard-2x',
    type: 'worker',
  })
})

test('nothing to run is refused', () => {
  assert.throws(() => describeOneOff([], {}), { name: 'UsageError' })
})

test('times are sent in seconds', () => {
  assert.deepEqual(describeOneOff(['bash'], { timeout: '10m', ttl: '1h30m' }), {
    command: 'bash',
    env: {},
    timeout: 600,
    time_to_live: 5400,
  })
})

for (const [flag, flags] of [
  ['--timeout', { timeout: 'soon' }],
  ['--ttl', { ttl: '0' }],
] as const) {
  test(`${flag} that is no time is refused by name`, () => {
    assert.throws(() => describeOneOff(['bash'], flags), {
      name: 'UsageError',
      message: new RegExp(`^${flag} `),
    })
  })
}

test('a command inside a dyno has no size and no time to live of its own', () => {
  const flags = { env: ['A=1'], timeout: '90', size: 'big', type: 'web', ttl: '1h' }
  assert.deepEqual(describeInside(['ps', 'aux'], flags), {
    argv: ['ps', 'aux'],
    env: { A: '1' },
    timeout: 90,
  })
})

const noApp = new UserError('no app', { code: 'no_app', hint: 'name one with -a' })

const misplaced: [words: string[], word: string, first: string][] = [
  [['bash', '-a', 'blog'], '-a', 'bash'],
  [['rake', 'db:migrate', '--app=blog'], '--app=blog', 'rake'],
  [['ls', '--remote', 'staging'], '--remote', 'ls'],
  [['ls', '-r=staging'], '-r=staging', 'ls'],
]
for (const [words, word, first] of misplaced) {
  test(`without an app, ${word} behind the command is pointed at`, async () => {
    await assert.rejects(withAppHint(words, Promise.reject(noApp)), {
      name: 'UserError',
      message: 'no app',
      code: 'no_app',
      hint: `${word} stands behind the command and is the command's. Write it before: \`qp run ${word} ... ${first}\`.`,
    })
  })
}

test('another error, and words that name no app, are left as they are', async () => {
  const other = new UserError('not logged in', { code: 'not_logged_in' })
  await assert.rejects(withAppHint(['bash', '-a', 'blog'], Promise.reject(other)), other)
  await assert.rejects(withAppHint(['ls', '-la', '--apple', 'x-a'], Promise.reject(noApp)), noApp)
  assert.equal(await withAppHint(['bash', '-a', 'blog'], Promise.resolve('context')), 'context')
})
