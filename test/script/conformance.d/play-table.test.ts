import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { runScript } from '../../../acceptance/runner/run-script.ts'
import { playTable, type RowResult } from '../../../script/conformance.d/play-table.ts'
import { tempDir } from '../../fixtures/temp-dir.ts'

async function play(t: TestContext, text: string, words: string[] = []) {
  const file = join(await tempDir(t), 'some.rows')
  await writeFile(file, text)
  const results: RowResult[] = []
  const { failure } = await runScript(file, {
    play: (run) => playTable(run, file, { words, onRow: (it) => results.push(it) }),
  })
  return {
    failure,
    results: results.map(({ name, out, failure }) => [name, out ?? failure ?? 'pass'] as const),
  }
}

test('rows are judged one by one, each where the first lines left it', async (t) => {
  const { failure, results } = await play(
    t,
    `env NAME=Ann
== good
exec echo $NAME; cd /
env NAME=Bob
stdout ^Ann$
== bad
! exec echo "$NAME says no"
== there (out: why not)
== good again
exec echo $NAME
stdout -exact Ann
`,
  )
  assert.equal(failure, undefined)
  assert.deepEqual(
    results.map(([name]) => name),
    ['there', 'good', 'bad', 'good again'],
  )
  assert.deepEqual([results[0]?.[1], results[1]?.[1], results[3]?.[1]], ['why not', 'pass', 'pass'])
  assert.match(results[2]?.[1] ?? '', / {4}Ann says no\n.*some\.rows:7: ! exec.*\n.*must not/s)
})

for (const said of ['undefined', 'NaN', "TypeError: can't read", '[object Object]', 'Invalid Date']) {
  test(`a row that says ${said} fails, though all that it asks for is there`, async (t) => {
    const { results } = await play(t, `exec true\n== it\nexec printf '%s\\n' "name: ${said}"\nstdout name\n`)
    assert.match(results[0]?.[1] ?? '', /it says:\n {4}name: /)
  })
}

test('what comes first and fails fails the table', async (t) => {
  const { failure, results } = await play(t, 'exec false\n== it\nexec true\n')
  assert.match(failure ?? '', /some\.rows:1: exec false/)
  assert.deepEqual(results, [])
})

test('only the rows that are meant are played, and nothing where none is', async (t) => {
  const table = 'exec true\n== one\nexec true\n== two\nexec false\n'
  assert.deepEqual((await play(t, table, ['one'])).results, [['one', 'pass']])
  const none = await play(t, table.replace('exec true', 'exec false'), ['three'])
  assert.deepEqual([none.failure, none.results], [undefined, []])
})
