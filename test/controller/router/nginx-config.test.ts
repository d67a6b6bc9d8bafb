import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { formatHostPort, renderNginxConfig } from '../../../src/controller/router/nginx-config.ts'

const golden = new URL('./golden/', import.meta.url)

for (const name of (await readdir(golden)).filter((it) => it.endsWith('.json'))) {
  test(`${name} gives the configuration beside it`, async () => {
    const rendered = renderNginxConfig(JSON.parse(await readFile(new URL(name, golden), 'utf8')))
    const expected = new URL(name.replace(/json$/, 'conf'), golden)
    // UPDATE_GOLDEN=1 writes them anew; the difference is then read in the commit.
    if (process.env['UPDATE_GOLDEN']) await writeFile(expected, rendered)
    assert.equal(rendered, await readFile(expected, 'utf8'))
  })
}

test('an address of IPv6 stands in brackets', () => {
  assert.equal(formatHostPort({ host: '::1', port: 80 }), '[::1]:80')
  assert.equal(formatHostPort({ host: '0.0.0.0', port: 80 }), '0.0.0.0:80')
})
