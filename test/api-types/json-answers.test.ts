import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { readDescribedCommands } from '../../script/build.d/manifest.ts'
import { twinOf } from '../../script/test.d/missing-twins.ts'
import { jsonAnswers, withoutJson } from '../../src/api-types/json-answers.ts'
import { repository } from '../fixtures/built-package.ts'
import { assertIsJsonAnswer } from '../fixtures/json-answer.ts'

const commands = Object.values(await readDescribedCommands(repository))

test('the table is about the commands that there are', () => {
  const ids = commands.map(({ id }) => id)
  const told = [...Object.keys(jsonAnswers), ...Object.keys(withoutJson)]
  assert.deepEqual(told.toSorted(), ids.toSorted())
})

test('a command answers in JSON unless the table says why not', () => {
  for (const { id, enableJsonFlag } of commands)
    assert.equal(enableJsonFlag, !Object.hasOwn(withoutJson, id), id)
})

suite('the JSON of every command is looked at by its test', () => {
  for (const { id, relativePath } of commands.filter((it) => Object.hasOwn(jsonAnswers, it.id))) {
    test(id, async () => {
      const file = join(repository, twinOf((relativePath ?? []).join('/')))
      const source = existsSync(file) ? await readFile(file, 'utf8') : ''
      const rows = /testAnswers\([\s\S]*argv: \[[^\]]*'(?:--json|-j)'/
      assert.ok(
        rows.test(source) || source.includes(`assertIsJsonAnswer('${id}'`),
        `${file} needs a row with --json in its testAnswers`,
      )
    })
  }
})

test('an answer with less or more than the table says is none', () => {
  const answer = { url: 'http://blog.localhost/' }
  assertIsJsonAnswer('apps:open', JSON.stringify(answer))
  for (const [id, wrong] of [
    ['apps:open', {}],
    ['apps:open', { ...answer, token: 'mine' }],
    ['auth:token', answer],
    ['config', { A: 1 }],
    ['none', answer],
  ] as const)
    assert.throws(() => assertIsJsonAnswer(id, JSON.stringify(wrong)), assert.AssertionError)
})

test('a failure is an error with a code', () => {
  const error = { code: 'not_found', message: 'No such app.', status: 404 }
  assertIsJsonAnswer('apps', JSON.stringify({ error }), 1)
  assert.throws(() => assertIsJsonAnswer('apps', JSON.stringify({ error: { ...error, stack: '' } }), 1))
  assert.throws(() => assertIsJsonAnswer('apps', '[]', 1))
})
