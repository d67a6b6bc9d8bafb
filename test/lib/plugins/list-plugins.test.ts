import assert from 'node:assert/strict'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { listPlugins } from '../../../src/lib/plugins/list-plugins.ts'
import { writePlugins } from '../../../src/lib/plugins/plugin-list.ts'
import { tempPlace } from '../../fixtures/run-command.ts'

test('what was linked, though it is gone, and programs on PATH', async (t) => {
  const { folder } = await tempPlace(t)
  await writePlugins(folder, {
    dependencies: {},
    plugins: [{ name: 'gone', type: 'link', root: '/nowhere' }],
  })
  await writeFile(join(folder, 'qp-foo'), '')
  await chmod(join(folder, 'qp-foo'), 0o755)
  assert.deepEqual(await listPlugins({ dataDir: folder, env: { PATH: folder } }), [
    { name: 'gone', type: 'link', version: null, path: '/nowhere' },
    { name: 'foo', type: 'path', version: null, path: join(folder, 'qp-foo') },
  ])
})
