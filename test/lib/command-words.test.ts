import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandWords, markCommandWords, trailingFlags } from '../../src/lib/command-words.ts'

const flags = {
  app: { type: 'option', char: 'a' },
  env: { type: 'option', char: 'e' },
  size: { type: 'option' },
  remote: { type: 'option', char: 'r' },
  image: { type: 'option' },
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

const behind: [typed: string, ordered: string, names: object][] = [
  ['rake db:migrate -a blog', '-a blog -- rake db:migrate', { app: 'blog' }],
  ['rake --app blog', '--app blog -- rake', { app: 'blog' }],
  ['rake --app=blog=x', '--app=blog=x -- rake', { app: 'blog=x' }],
  ['rake -ablog', '-ablog -- rake', { app: 'blog' }],
  ['rake -r staging', '-r staging -- rake', { remote: 'staging' }],
  ['rake -xa blog', '-xa blog -- rake', { 'exit-code': undefined, app: 'blog' }],
  ['rake --exit-code -a blog', '--exit-code -a blog -- rake', { 'exit-code': undefined, app: 'blog' }],
  ['rake -a blog --no-tty', '-a blog --no-tty -- rake', { app: 'blog', tty: undefined }],
  ['--size=big rake -t x -a blog', '--size=big -a blog -- rake -t x', { size: 'big', app: 'blog' }],
]
for (const [typed, ordered, names] of behind) {
  test(`of qp is what stands behind: qp run ${typed}`, () => {
    const found = trailingFlags(typed.split(' '), flags)
    assert.equal(found?.argv.join(' '), ordered)
    assert.deepEqual(found?.names, names)
  })
}

for (const typed of [
  'ls -la',
  'ls -a blog /tmp',
  'ls -a',
  '-a blog',
  '-a blog ls -a other',
  '-r staging ls -a other',
  '--image debian ls -a blog',
  '-- ls -a blog',
  'npm test -- -a blog',
  'ls -x --size big',
  'ls --unknown -a',
  'ls --app',
  '',
]) {
  test(`all is the command's: qp run ${typed}`, () => {
    assert.equal(trailingFlags(typed.split(' '), flags), undefined)
  })
}
