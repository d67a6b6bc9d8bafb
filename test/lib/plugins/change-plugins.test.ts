import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import {
  installPlugin,
  linkPlugin,
  uninstallPlugin,
  updatePlugins,
} from '../../../src/lib/plugins/change-plugins.ts'
import { listPlugins } from '../../../src/lib/plugins/list-plugins.ts'
import { readPlugins } from '../../../src/lib/plugins/plugin-list.ts'
import { writePlugin } from '../../fixtures/plugin-folder.ts'
import { tempPlace } from '../../fixtures/run-command.ts'

// npm itself, on folders: no registry is asked.

async function createPlace(t: TestContext) {
  const { folder, env } = await tempPlace(t)
  const place = { dataDir: join(folder, 'data'), env: { ...env, npm_config_offline: 'true' }, cwd: folder }
  return { folder, place }
}

test('a plugin is installed, listed and removed; others stay', async (t) => {
  const { folder, place } = await createPlace(t)
  await writePlugin(folder, 'qp-plugin-one')
  await writePlugin(folder, 'qp-plugin-two', '2.0.0')
  const one = { name: 'qp-plugin-one', type: 'user', tag: 'latest' }
  assert.deepEqual(await installPlugin(place, './qp-plugin-one'), { ...one, version: '1.0.0' })
  await installPlugin(place, './qp-plugin-two')
  // Again is no other.
  await installPlugin(place, join(folder, 'qp-plugin-one'))
  const names = async () => (await readPlugins(place.dataDir)).plugins.map(({ name }) => name)
  assert.deepEqual(await names(), ['qp-plugin-two', 'qp-plugin-one'])
  const listed = await listPlugins({ ...place, env: {} })
  assert.deepEqual(
    listed.map(({ name, type, version }) => [name, type, version]),
    [
      ['qp-plugin-two', 'user', '2.0.0'],
      ['qp-plugin-one', 'user', '1.0.0'],
    ],
  )
  assert.deepEqual(await uninstallPlugin(place, 'qp-plugin-one'), one)
  assert.deepEqual(await names(), ['qp-plugin-two'])
  assert.equal(existsSync(join(place.dataDir, 'node_modules/qp-plugin-one')), false)
  // Those from folders have nothing newer.
  assert.deepEqual(await updatePlugins(place), [])
  await uninstallPlugin(place, 'qp-plugin-two')
  assert.equal(existsSync(join(place.dataDir, 'package.json')), false)
})

test('a folder is linked without npm, and let go of', async (t) => {
  const { folder, place } = await createPlace(t)
  const root = await writePlugin(folder, 'qp-plugin-one')
  const offNpm = { ...place, env: { PATH: '' } }
  const linked = { name: 'qp-plugin-one', type: 'link', root }
  assert.deepEqual(await linkPlugin(offNpm, './qp-plugin-one'), { ...linked, version: '1.0.0' })
  assert.deepEqual(await uninstallPlugin(offNpm, 'qp-plugin-one'), linked)
  assert.equal(existsSync(root), true)
})

test('what is no plugin does not stay', async (t) => {
  const { folder, place } = await createPlace(t)
  await mkdir(join(folder, 'other'))
  await writeFile(join(folder, 'other/package.json'), '{"name":"other","version":"1.0.0"}')
  await assert.rejects(installPlugin(place, './other'), {
    code: 'no_plugin',
    message: 'other is no plugin: it has no commands for oclif.',
  })
  assert.equal(existsSync(join(place.dataDir, 'node_modules/other')), false)
  await assert.rejects(linkPlugin(place, './other'), { code: 'no_plugin' })
  await assert.rejects(linkPlugin(place, './none'), { code: 'no_plugin', message: /no package\.json in/ })
})

test('what npm says against it is said', async (t) => {
  const { place } = await createPlace(t)
  await assert.rejects(installPlugin(place, './none'), {
    code: 'npm_failed',
    message: /^npm install failed: .+/s,
  })
  await assert.rejects(installPlugin({ ...place, env: { PATH: '' } }, 'x'), { code: 'no_npm' })
})

test('what is not there can not be removed', async (t) => {
  const { place } = await createPlace(t)
  await assert.rejects(uninstallPlugin(place, 'none'), {
    code: 'no_such_plugin',
    hint: '`qp plugins:install NAME` installs one.',
  })
})
