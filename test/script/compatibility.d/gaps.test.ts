import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Command, Flags } from '@oclif/core'
import { findCommand, findGaps, findHiddenGaps } from '../../../script/compatibility.d/gaps.ts'
import { parseOriginals } from '../../../script/compatibility.d/original.ts'

const flags = {
  app: { ...Flags.string({ char: 'a' }), name: 'app' },
  wait: { ...Flags.boolean({ allowNo: true }), name: 'wait' },
  'dyno-name': { ...Flags.string({ aliases: ['dyno'], char: 'd', charAliases: ['n'] }), name: 'dyno-name' },
} as unknown as Command.Cached['flags']

function ours(more: object = {}): Command.Cached {
  return {
    id: 'x',
    aliases: [],
    hiddenAliases: ['y'],
    args: {},
    strict: true,
    flags,
    ...more,
  } as unknown as Command.Cached
}

function gaps(list: string, command = ours()): string[] {
  const [original] = parseOriginals(list)
  assert.ok(original)
  return [...findGaps(original, command, { x: command }), ...findHiddenGaps(original, command)]
}

const one = { name: 'one', required: true }
const rest = { name: 'rest', multiple: true }

const cases: { name: string; list: string; command?: Command.Cached; expected: string[] }[] = [
  { name: 'the same', list: 'x\ty\t\t-a/--app= --wait --no-wait', expected: [] },
  { name: 'other spellings of a flag', list: 'x\t\t\t--dyno= -n/--dyno-name=', expected: [] },
  { name: 'a name', list: 'x\tz y\t\t', expected: ['the name z'] },
  { name: 'a flag', list: 'x\t\t\t--force', expected: ['--force'] },
  { name: "a flag's letter", list: 'x\t\t\t-w/--wait', expected: ['-w/--wait'] },
  {
    name: 'a flag that takes a value here and none there',
    list: 'x\t\t\t--app --wait=',
    expected: ['--app', '--wait='],
  },
  { name: 'a hidden flag', list: 'x\t\t\t(--kernel=)', expected: ['--kernel='] },
  { name: 'an argument', list: 'x\t\tONE [TWO]\t', command: ours({ args: { one } }), expected: ['[TWO]'] },
  {
    name: 'more than one word',
    list: 'x\t\tWORD...\t',
    command: ours({ args: { one } }),
    expected: ['WORD...'],
  },
  { name: 'any words', list: 'x\t\tONE WORD...\t', command: ours({ args: { one, rest } }), expected: [] },
  {
    name: 'any words, by a command that is not strict',
    list: 'x\t\tWORD...\t',
    command: ours({ strict: false }),
    expected: [],
  },
  {
    name: 'what need not be said there',
    list: 'x\t\t[ONE]\t',
    command: ours({ args: { one } }),
    expected: ['without ONE'],
  },
  {
    name: 'a flag that is only needed here',
    list: 'x\t\t\t',
    command: ours({ flags: { size: { ...Flags.string({ required: true }), name: 'size' } } }),
    expected: ['without --size'],
  },
]

for (const { name, list, command, expected } of cases) {
  test(`${name}: ${expected.length === 0 ? 'taken' : 'a gap'}`, () => {
    assert.deepEqual(gaps(list, command), expected)
  })
}

test('an id wins over an alias', () => {
  const x = ours()
  const y = ours({ id: 'y', hiddenAliases: ['z'] })
  assert.equal(findCommand('y', { x, y }), y)
  assert.equal(findCommand('z', { x, y }), y)
  assert.equal(findCommand('none', { x, y }), undefined)
})
