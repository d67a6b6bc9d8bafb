import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Config } from '@oclif/core'
import { absentCommands, describeAbsent, findAbsent } from '../../src/lib/absent-commands.ts'
import { runOclif } from '../../src/lib/program.ts'
import { repository } from '../fixtures/built-package.ts'

const config = await Config.load({ root: repository })

suite('what qp has not is said in place of "no such command", and is a usage error', () => {
  for (const absent of absentCommands)
    for (const word of absent.words)
      test(`qp ${word}`, async () => {
        const message = describeAbsent(absent)
        for (const argv of [[word], [`${word}:create`, 'x'], [word, '--help']])
          await assert.rejects(runOclif(argv, config), { name: 'UsageError', message })
      })
})

suite('what is named in its place is there', () => {
  for (const { what, instead } of absentCommands)
    test(what, () => {
      const named = [...instead.matchAll(/`qp (\S+?)[ `]/g)].map(([, id = '']) => id)
      assert.deepEqual(
        named.filter((id) => !config.findCommand(id)),
        [],
      )
      assert.ok(named.length > 0 || instead.includes('--json'))
    })
})

test('it is one line', () => {
  const [first] = absentCommands
  assert.ok(first)
  assert.equal(
    describeAbsent(first),
    'qp has no pipelines yet. Make an app for each stage (`qp apps:create`) and push the same commit to each.',
  )
})

test('a word counts with what is below it, and not with what begins alike', () => {
  assert.equal(findAbsent('pg:backups:capture')?.what, 'databases of its own')
  assert.equal(findAbsent('ps:autoscale:enable')?.what, 'autoscaling yet')
  for (const word of ['ps', 'ps:scale', 'pgx', 'circle', 'auth:login'])
    assert.equal(findAbsent(word), undefined)
})
