import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Config } from '@oclif/core'
import { namedArguments, placeOfArgument, placeOfFlag } from '../../../src/lib/completion/value-kinds.ts'
import { repository } from '../../fixtures/built-package.ts'

test('flags are known by name, arguments by command', () => {
  assert.deepEqual(placeOfFlag('app'), { kinds: ['app'] })
  assert.deepEqual(placeOfFlag('toString').kinds, [])
  assert.deepEqual(placeOfArgument('ps:scale', 'changes'), { kinds: ['process-type'], suffix: '=' })
  assert.deepEqual(placeOfArgument('ps:scale', 'nope').kinds, [])
})

test('each argument that is named is there', async () => {
  const config = await Config.load({ root: repository })
  const missing = namedArguments.filter((it) => {
    const [command = '', argument = ''] = it.split(' ')
    return config.findCommand(command)?.args[argument] === undefined
  })
  assert.deepEqual(missing, [])
})
