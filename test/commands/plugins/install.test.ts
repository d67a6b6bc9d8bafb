import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import PluginsList from '../../../src/commands/plugins/index.ts'
import PluginsInstall from '../../../src/commands/plugins/install.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { writePlugin } from '../../fixtures/plugin-folder.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'

testRefusals(PluginsInstall, 'plugins:install', [
  {
    argv: [],
    stderr:
      'Error: Missing 1 required arg:\nplugin  what npm can install\nAdd --help to see what it takes.\n',
  },
])

test('qp plugins:install says what it installed, and qp plugins lists it', async (t) => {
  const place = await tempPlace(t)
  const env = { QP_DATA_DIR: join(place.folder, 'data') }
  await writePlugin(place.folder, 'qp-plugin-hello', '1.2.3')
  const { stdout, stderr, exitCode } = await runCommand(t, PluginsInstall, ['./qp-plugin-hello', '--json'], {
    place,
    env,
  })
  assert.equal(stderr, 'Installing ./qp-plugin-hello... done, qp-plugin-hello 1.2.3\n')
  assertIsJsonAnswer('plugins:install', stdout, exitCode)
  const listed = await runCommand(t, PluginsList, [], { place, env: { ...env, PATH: '' } })
  const path = join(place.folder, 'data/node_modules/qp-plugin-hello')
  assert.equal(listed.stdout, `qp-plugin-hello\t1.2.3\tuser\t${path}\n`)
})
