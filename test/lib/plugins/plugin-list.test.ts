import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { pluginRoot, readPlugins, writePlugins } from '../../../src/lib/plugins/plugin-list.ts'
import { tempPlace } from '../../fixtures/run-command.ts'

const file = {
  dependencies: { 'qp-plugin-x': '^1.0.0' },
  plugins: [{ name: 'qp-plugin-x', type: 'user' as const, tag: 'latest' }],
}

test('what is written is read; without plugins there is no file', async (t) => {
  const { folder } = await tempPlace(t)
  assert.deepEqual(await readPlugins(folder), { dependencies: {}, plugins: [] })
  await writePlugins(folder, file)
  assert.deepEqual(await readPlugins(folder), file)
  await writePlugins(folder, { dependencies: {}, plugins: [] })
  assert.equal(existsSync(join(folder, 'package.json')), false)
})

test('what npm alone has written has no plugins, and what is no JSON is told of', async (t) => {
  const { folder } = await tempPlace(t)
  await writeFile(join(folder, 'package.json'), '{"dependencies":{"a":"1"}}')
  assert.deepEqual(await readPlugins(folder), { dependencies: { a: '1' }, plugins: [] })
  await writeFile(join(folder, 'package.json'), '{')
  await assert.rejects(readPlugins(folder), /package\.json can't be read: it should be JSON/)
})

test('a plugin is where npm put it, or where it is linked from', () => {
  assert.equal(pluginRoot('/data', { name: '@acme/x', type: 'user' }), join('/data/node_modules/@acme/x'))
  assert.equal(pluginRoot('/data', { name: 'x', type: 'link', root: '/home/mia/x' }), '/home/mia/x')
})
