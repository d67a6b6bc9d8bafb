import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import PluginsLink from '../../../src/commands/plugins/link.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { writePlugin } from '../../fixtures/plugin-folder.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'

testRefusals(PluginsLink, 'plugins:link', [
  {
    argv: ['/nowhere'],
    stderr: 'Linking /nowhere... failed\nError: there is no package.json in /nowhere.\n',
    exitCode: 1,
  },
])

test('qp plugins:link takes a folder as it is', async (t) => {
  const place = await tempPlace(t)
  const env = { QP_DATA_DIR: join(place.folder, 'data') }
  const root = await writePlugin(place.folder, 'qp-plugin-hello')
  const { stdout, stderr } = await runCommand(t, PluginsLink, [root, '--json'], { place, env })
  assert.equal(stderr, `Linking ${root}... done, qp-plugin-hello 1.0.0\n`)
  assertIsJsonAnswer('plugins:link', stdout)
})
