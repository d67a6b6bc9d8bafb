import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Config } from '@oclif/core'
import { knownCommands, typedCommands } from '../../src/lib/known-commands.ts'
import { repository } from '../fixtures/built-package.ts'

test('ids and aliases, of what is not hidden, each with its id', () => {
  const commands = [
    { id: 'apps', aliases: ['list'], hiddenAliases: ['apps:list'] },
    { id: 'list', aliases: ['list'], hiddenAliases: ['apps:list'] },
    { id: 'apps:list', hidden: true },
    { id: 'secret', hidden: true, hiddenAliases: ['hush'] },
    { id: 'ps' },
  ]
  assert.deepEqual(Object.fromEntries(typedCommands(commands)), {
    apps: 'apps',
    'apps:list': 'apps',
    list: 'apps',
    ps: 'ps',
  })
})

test('all of oclif knows ids, aliases, topics, and whose words are free', async () => {
  const config = await Config.load({ root: repository })
  const { isCommand, isTopic, takesAnyWords } = knownCommands(config)
  assert.deepEqual(['config', 'config:add', 'git', 'nope'].map(isCommand), [true, true, false, false])
  assert.deepEqual(['config', 'git', 'logs', 'conf'].map(isTopic), [true, true, false, false])
  assert.deepEqual(['run', 'ps:exec', 'config', 'nope'].map(takesAnyWords), [true, true, false, false])
})
