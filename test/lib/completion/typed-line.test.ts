import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { parseTyped } from '../../../src/lib/completion/typed-line.ts'

const flags = {
  app: { type: 'option', char: 'a' },
  tail: { type: 'boolean', char: 't' },
} as const

const cases: { line: string; strict?: boolean; expected: object }[] = [
  { line: '', expected: { flags: [], positionals: [], isOpen: true } },
  { line: 'web --app', expected: { flags: [], awaited: 'app', positionals: ['web'], isOpen: true } },
  { line: '-a', expected: { flags: [], awaited: 'app', positionals: [], isOpen: true } },
  {
    line: '-a blog web',
    expected: { flags: [{ name: 'app', value: 'blog' }], positionals: ['web'], isOpen: true },
  },
  { line: '-ablog', expected: { flags: [{ name: 'app', value: 'blog' }], positionals: [], isOpen: true } },
  { line: '--app=a=b', expected: { flags: [{ name: 'app', value: 'a=b' }], positionals: [], isOpen: true } },
  {
    line: '-t web',
    expected: { flags: [{ name: 'tail', value: undefined }], positionals: ['web'], isOpen: true },
  },
  { line: 'web -- --app', expected: { flags: [], positionals: ['web', '--app'], isOpen: false } },
  {
    line: '--nope web',
    expected: { flags: [{ name: 'nope', value: undefined }], positionals: ['web'], isOpen: true },
  },
  { line: 'ls -a', strict: false, expected: { flags: [], positionals: ['ls', '-a'], isOpen: false } },
  {
    line: '-a blog ls',
    strict: false,
    expected: { flags: [{ name: 'app', value: 'blog' }], positionals: ['ls'], isOpen: false },
  },
]
suite('a line is read as far as it goes', () => {
  for (const { line, strict, expected } of cases)
    test(line, () => {
      const words = line === '' ? [] : line.split(' ')
      assert.deepEqual(parseTyped(words, { flags, strict }), expected)
    })
})
