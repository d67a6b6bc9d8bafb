import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Args, Flags, Parser } from '@oclif/core'
import { UsageError } from '../../src/lib/errors.ts'
import { explainParseError } from '../../src/lib/parse-errors.ts'

const flags = {
  tail: Flags.boolean({ char: 't' }),
  tale: Flags.boolean({ hidden: true }),
  colour: Flags.boolean({ allowNo: true, aliases: ['color'] }),
}
const args = { name: Args.string({ required: true, ignoreStdin: true }) }
const listCommands = () => ['config', 'config:get', 'config:set'].map((id) => ({ id }) as never)

async function explain(argv: string[]): Promise<unknown> {
  const error: unknown = await Parser.parse(argv, { flags, args, strict: true }).then(
    () => assert.fail('it was parsed'),
    (it) => it,
  )
  const explained = explainParseError(error, { id: 'config', flags, listCommands })
  return explained instanceof UsageError ? explained.message : explained === error
}

suite('what may have been meant is named', () => {
  const cases: [string[], string][] = [
    [['x', '--tial'], 'Nonexistent flag: --tial. Did you mean --tail?'],
    [['x', '--no-colur'], 'Nonexistent flag: --no-colur. Did you mean --no-colour?'],
    [['x', '--colr'], 'Nonexistent flag: --colr. Did you mean --color?'],
  ]
  for (const [argv, message] of cases)
    test(argv.join(' '), async () => assert.equal(await explain(argv), message))
  test('a verb behind a command', async () => {
    const error: unknown = await Parser.parse(['sett', 'A=1'], { flags, args: {}, strict: true }).catch(
      (it) => it,
    )
    const explained = explainParseError(error, { id: 'config', flags, listCommands })
    assert.ok(explained instanceof UsageError)
    assert.equal(explained.message, 'Unexpected arguments: sett, A=1. Did you mean config:set?')
  })
})

test('a verb that heroku has and qp has not is told of, behind a command too', async () => {
  const error: unknown = await Parser.parse(['errors'], { flags, args: {}, strict: true }).catch((it) => it)
  const explained = explainParseError(error, { id: 'apps', flags, listCommands })
  assert.ok(explained instanceof UsageError)
  assert.match(explained.message, /^qp has no metrics of errors\. `qp logs --source router` shows/)
})

test('what is missing is named with an example, and no note on flags leads astray', async () => {
  const env = Flags.string({ multiple: true })
  const error: unknown = await Parser.parse([], { flags: { ...flags, env }, args, strict: true }).catch(
    (it) => it,
  )
  const examples = ['$ qp run bash', '$ qp run ls']
  const explained = explainParseError(error, { id: 'run', flags, listCommands, examples })
  assert.ok(explained instanceof UsageError)
  assert.match(explained.message, /^Missing 1 required arg:\nname\b[^\n]*\nFor example: qp run bash$/)
})

test('all else is left as it is', async () => {
  assert.equal(await explain([]), true)
  assert.equal(await explain(['x', '--nothing-like-it']), true)
  assert.equal(await explain(['x', 'y']), true)
  assert.equal(await explain(['x', '-z']), true)
  const other = new Error('other')
  assert.equal(explainParseError(other, { id: 'config', flags, listCommands }), other)
})
