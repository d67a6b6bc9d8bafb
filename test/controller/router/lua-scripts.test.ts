import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import { readLuaScripts } from '../../../src/controller/router/lua-scripts.ts'

test('every script of the folder is loaded, and after those that it asks for', async () => {
  const folder = new URL('../../../src/controller/router/', import.meta.url)
  const files = (await readdir(folder)).filter((name) => name.endsWith('.lua'))
  const scripts = await readLuaScripts()
  assert.deepEqual(
    Object.keys(scripts)
      .map((name) => `${name}.lua`)
      .sort(),
    files.sort(),
  )
  const loaded = new Set<string>()
  for (const [name, text] of Object.entries(scripts)) {
    const asked = [...text.matchAll(/require '(qp_\w+)'/g)].map((it) => it[1] ?? '')
    for (const each of asked) assert.ok(loaded.has(each), `${name} asks for ${each}`)
    loaded.add(`qp_${name.replaceAll('-', '_')}`)
    assert.match(text, new RegExp(`^package\\.loaded\\.qp_${name.replaceAll('-', '_')} = M$`, 'm'))
  }
})
