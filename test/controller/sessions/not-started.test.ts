import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandNotFound, notExecutable, notStarted } from '../../../src/controller/sessions/not-started.ts'

const reason = 'not-started'

test('what was not started has a code and a sentence', () => {
  assert.deepEqual(notStarted(125, 'x'), { exitCode: 125, reason, message: 'x' })
  assert.deepEqual(commandNotFound('rake'), { exitCode: 127, reason, message: 'command not found: rake' })
  assert.deepEqual(notExecutable('/etc', 'a folder'), {
    exitCode: 126,
    reason,
    message: "can't execute /etc: a folder",
  })
})

test('a word whose ends would not be seen is quoted', () => {
  for (const [word, shown] of [
    ['', '""'],
    ['ls -la', '"ls -la"'],
    ['a\nb', '"a\\nb"'],
    ["it's", "it's"],
  ] as const)
    assert.equal(commandNotFound(word).message, `command not found: ${shown}`)
})
