import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Flags, type Interfaces } from '@oclif/core'
import { optionalArgument, requiredArgument, restArgument } from '../../src/lib/app-flag.ts'
import { spellFlag, usageOf } from '../../src/lib/help-usage.ts'

interface Case {
  args: Interfaces.ArgInput
  flags: Interfaces.FlagInput
  strict?: boolean
  usage: string
}

const cases: Case[] = [
  { args: {}, flags: {}, usage: 'some:verb [flags]' },
  { args: { url: optionalArgument('') }, flags: {}, usage: 'some:verb [URL] [flags]' },
  {
    args: { crt: requiredArgument(''), key: requiredArgument('') },
    flags: {},
    usage: 'some:verb CRT KEY [flags]',
  },
  { args: { types: restArgument('') }, flags: {}, usage: 'some:verb [TYPES...] [flags]' },
  { args: { words: optionalArgument('') }, strict: false, flags: {}, usage: 'some:verb [flags] [WORDS...]' },
  {
    args: { url: optionalArgument(''), old: { ...optionalArgument(''), hidden: true } },
    flags: {
      import: Flags.boolean({ exclusive: ['old-name', 'name'] }),
      name: Flags.string({ char: 'n' }),
      'old-name': Flags.string({ hidden: true }),
      dir: Flags.string({ required: true }),
    },
    usage: 'some:verb [URL] --dir DIR [flags]',
  },
]

for (const { args, flags, strict = true, usage } of cases) {
  test(`usage is ${usage}`, () => {
    assert.equal(usageOf({ id: 'some:verb', strict, args: named(args), flags: named(flags) }), usage)
  })
}

test('a flag is spelled with its letter, its value, and how it is undone', () => {
  assert.equal(spellFlag({ ...Flags.string({ char: 'a' }), name: 'app' }), '-a, --app APP')
  assert.equal(spellFlag({ ...Flags.string({ helpValue: 'FILE' }), name: 'key' }), '--key FILE')
  assert.equal(spellFlag({ ...Flags.boolean({ allowNo: true }), name: 'tty' }), '--[no-]tty')
})

/** As oclif does when it loads a command. */
function named<T extends object>(parts: Record<string, T>): Record<string, T & { name: string }> {
  return Object.fromEntries(Object.entries(parts).map(([name, it]) => [name, { ...it, name }]))
}
