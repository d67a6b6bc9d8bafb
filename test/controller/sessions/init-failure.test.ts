import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { takeInitFailure } from '../../../src/controller/sessions/init-failure.ts'

// What tini really writes is seen in attached-run.test.ts.
const reports: [said: string, exitCode: number, message: string][] = [
  ['exec rake failed: No such file or directory\n', 127, 'command not found: rake'],
  ['exec rake failed: No such file or directory\r\n', 127, 'command not found: rake'],
  ['exec  failed: No such file or directory\n', 127, 'command not found: ""'],
  ['exec a b\nc failed: No such file or directory\n', 127, 'command not found: "a b\\nc"'],
  ['exec ./x failed: No such file or directory\n', 127, 'no such file, or no interpreter for it: ./x'],
  ['exec /etc failed: Permission denied\n', 126, "can't execute /etc: Permission denied"],
  ['exec ./x failed: Exec format error\n', 126, "can't execute ./x: Exec format error"],
]
for (const [said, exitCode, message] of reports)
  test(`${JSON.stringify(said)} is taken off, however it is cut`, async () => {
    const bytes = Buffer.from(`[FATAL tini (7)] ${said}`)
    for (const size of [1, 2, 13, 1000]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      )
      const { failure, rest } = takeInitFailure(Readable.from(chunks, { objectMode: false }))
      assert.deepEqual([await failure, await text(rest)], [{ exitCode, reason: 'not-started', message }, ''])
    }
  })

for (const said of [
  '',
  'x',
  '[FATAL tini (7)] exec rake failed: No such file or directory',
  '[FATAL tini (7)] exec rake failed: No such file or directory\nand more\n',
  '[FATAL tini (7)] something else\n',
  '[FATAL',
  `[FATAL tini (7)] exec ${'x'.repeat(9000)} failed: y\n`,
])
  test(`${JSON.stringify(said.slice(0, 80))} passes as it is`, async () => {
    const { failure, rest } = takeInitFailure(Readable.from([Buffer.from(said)]))
    assert.deepEqual([await failure, await text(rest)], [undefined, said])
  })

test('what is no report is not held back', async () => {
  const source = new PassThrough()
  const { failure, rest } = takeInitFailure(source)
  source.write('[FATAL but another')
  assert.equal(await failure, undefined)
  assert.equal(String(rest.read()), '[FATAL but another')
})
