import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import PluginsUninstall from '../../../src/commands/plugins/uninstall.ts'
import { writePlugins } from '../../../src/lib/plugins/plugin-list.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'

testRefusals(PluginsUninstall, 'plugins:uninstall', [
  {
    argv: ['none'],
    exitCode: 1,
    stderr:
      'Removing none... failed\nError: no such plugin: none.\n`qp plugins:install NAME` installs one.\n',
  },
])

test('qp plugins:uninstall lets go of a linked folder', async (t) => {
  const place = await tempPlace(t)
  const dataDir = join(place.folder, 'data')
  await writePlugins(dataDir, {
    dependencies: {},
    plugins: [{ name: 'x', type: 'link', root: place.folder }],
  })
  const options = { place, env: { QP_DATA_DIR: dataDir } }
  const { stdout, stderr } = await runCommand(t, PluginsUninstall, ['x', '--json'], options)
  assert.equal(stderr, 'Removing x... done\n')
  assertIsJsonAnswer('plugins:uninstall', stdout)
})
