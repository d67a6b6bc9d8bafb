import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandWords, markCommandWords } from '../../src/lib/command-words.ts'

const flags = {
  app: { type: 'option', char: 'a' },
  env: { type: 'option', char: 'e' },
  size: { type: 'option' },
  'exit-code': { type: 'boolean', char: 'x' },
  tty: { type: 'boolean' },
} as const

const cases: [string, string][] = [
  ['ls -la', '-- ls -la'],
  ['-a blog ls -a /tmp', '-a blog -- ls -a /tmp'],
  ['-ablog ls', '-ablog -- ls'],
  ['--app blog --size=big ls --size', '--app blog --size=big -- ls --size'],
  ['-x ls -x', '-x -- ls -x'],
  ['-xa blog ls', '-xa blog -- ls'],
  ['-xablog ls', '-xablog -- ls'],
  ['--no-tty -e A=1 env', '--no-tty -e A=1 -- env'],
  ['-a blog -- bash -c x', '-a blog -- bash -c x'],
  ['bash -- -x', '-- bash -- -x'],
  ['- x', '-- - x'],
  ['-a blog', '-a blog'],
  ['-a', '-a'],
  ['--unknown ls', '--unknown -- ls'],
  ['', ''],
]

for (const [typed, marked] of cases) {
  test(`qp run ${typed}`, () => {
    const argv = typed === '' ? [] : typed.split(' ')
    assert.equal(markCommandWords(argv, flags).join(' '), marked)
    // Marked or not, the words are the same.
    const words = marked.split(' -- ').slice(1).join(' -- ')
    for (const it of [argv, markCommandWords(argv, flags)])
      assert.equal(commandWords(it, flags).join(' '), marked.startsWith('-- ') ? marked.slice(3) : words)
  })
}
