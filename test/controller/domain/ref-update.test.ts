import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseDeployRef, parseRefUpdates } from '../../../src/controller/domain/ref-update.ts'

const nothing = '0'.repeat(40)
const one = '1'.repeat(40)
const two = '2'.repeat(40)
const main = { ref: 'refs/heads/main', before: nothing, after: one }
const master = { ref: 'refs/heads/master', before: one, after: two }
const feature = { ref: 'refs/heads/feature/x', before: nothing, after: one }
const tag = { ref: 'refs/tags/v1', before: nothing, after: one }

const choices = [
  { name: 'main', updates: [main], choice: { kind: 'deploy', update: main } },
  { name: 'master', updates: [master], choice: { kind: 'deploy', update: master } },
  { name: 'main before master', updates: [master, main], choice: { kind: 'deploy', update: main } },
  { name: 'main among others', updates: [feature, tag, main], choice: { kind: 'deploy', update: main } },
  {
    name: 'others',
    updates: [feature, tag],
    choice: {
      kind: 'skip',
      message: 'Pushed feature/x, v1; only main and master are deployed, so nothing was built.',
    },
  },
  {
    name: 'a branch named refs/heads/main within another',
    updates: [{ ...feature, ref: 'refs/heads/refs/heads/main' }],
    choice: {
      kind: 'skip',
      message: 'Pushed refs/heads/main; only main and master are deployed, so nothing was built.',
    },
  },
  {
    name: 'a removed main',
    updates: [{ ...main, before: one, after: nothing }],
    choice: { kind: 'refuse', message: " !     refs/heads/main can't be deleted: it is what runs." },
  },
  {
    name: 'a removed master beside main',
    updates: [main, { ...master, after: nothing }],
    choice: { kind: 'refuse', message: " !     refs/heads/master can't be deleted: it is what runs." },
  },
  {
    name: 'a removed other branch',
    updates: [{ ...feature, before: one, after: nothing }],
    choice: {
      kind: 'skip',
      message: 'Pushed feature/x; only main and master are deployed, so nothing was built.',
    },
  },
]
for (const { name, updates, choice } of choices) {
  test(`a push of ${name}: ${choice.kind}`, () => assert.deepEqual(chooseDeployRef(updates), choice))
}

test('what git tells the hook is parsed line by line', () => {
  assert.deepEqual(parseRefUpdates(`${nothing} ${one} refs/heads/main\n${one} ${two} refs/heads/master\n`), [
    main,
    master,
  ])
  assert.deepEqual(parseRefUpdates(''), [])
})
