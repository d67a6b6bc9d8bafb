import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type EscapeCommand, escapeKeys } from '../../src/attach/escape-keys.ts'

/** What is typed, what of it goes on, and what qp is asked to do. */
const table: [typed: string, through: string, command?: EscapeCommand][] = [
  ['ls\r', 'ls\r'],
  ['~.', '', 'leave'],
  ['\r~.', '\r', 'leave'],
  ['\n~d', '\n', 'detach'],
  ['ls\r~?', 'ls\r', 'help'],
  ['~~', '~'],
  ['~~.', '~.'],
  ['~~~.', '~~.'],
  ['\r~~\r~.', '\r~\r', 'leave'],
  ['ls ~/src\r', 'ls ~/src\r'],
  ['a~.', 'a~.'],
  ['~/bin\r', '~/bin\r'],
  ['~\r~.', '~\r', 'leave'],
  ['~\r.', '~\r.'],
  ['~x.~.', '~x.~.'],
  ['~\u0003', '~\u0003'],
  ['ä~.', 'ä~.'],
  ['~.rm -rf /\r', '', 'leave'],
  ['~D', '~D'],
]

for (const [typed, through, command] of table) {
  test(`${JSON.stringify(typed)} gives ${JSON.stringify(through)} and ${command ?? 'nothing to do'}, however it is cut`, () => {
    const keys = Buffer.from(typed)
    // One bit for each place between two bytes: cut there or not.
    for (let cuts = 0; cuts < 2 ** (keys.length - 1); cuts++)
      assert.deepEqual(readAll(cutUp(keys, cuts)), { through, command }, `cut by ${cuts.toString(2)}`)
  })
}

test('after a command the keys go on, at the start of a line or not', () => {
  const escapes = escapeKeys()
  assert.equal(escapes.read(Buffer.from('~?')).command, 'help')
  assert.deepEqual(escapes.read(Buffer.from('.\r')), { keys: Buffer.from('.\r'), command: undefined })
  assert.equal(escapes.read(Buffer.from('~.')).command, 'leave')
})

/** As the client does: what follows a command is not read. */
function readAll(chunks: readonly Buffer[]) {
  const escapes = escapeKeys()
  let through = Buffer.alloc(0)
  for (const chunk of chunks) {
    const { keys, command } = escapes.read(chunk)
    through = Buffer.concat([through, keys])
    if (command) return { through: through.toString(), command }
  }
  return { through: through.toString(), command: undefined }
}

function cutUp(keys: Buffer, cuts: number): Buffer[] {
  const chunks: Buffer[] = []
  let from = 0
  for (let at = 1; at <= keys.length; at++) {
    if (at < keys.length && !(cuts & (1 << (at - 1)))) continue
    chunks.push(keys.subarray(from, at))
    from = at
  }
  return chunks
}
