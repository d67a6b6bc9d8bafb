import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { unsetForUrl } from '../../src/lib/git-config.ts'
import { tempPlace } from '../fixtures/run-command.ts'

const url = 'https://qp.example.com'

test('unsetForUrl takes all values of one key of one address, and an emptied section', async (t) => {
  const place = await tempPlace(t)
  const path = place.env['GIT_CONFIG_GLOBAL'] ?? ''
  const other = '[http "https://qp-example.com"]\n\tsslCAInfo = /other.pem\n'
  await writeFile(path, `${other}[http "${url}"]\n\tsslCAInfo = /a.pem\n\tsslCAInfo = /b.pem\n`)
  await unsetForUrl(place, 'http', url, 'sslCAInfo')
  assert.equal(await readFile(path, 'utf8'), other)
})

test('unsetForUrl leaves what else is there, and does nothing where nothing is', async (t) => {
  const place = await tempPlace(t)
  const path = place.env['GIT_CONFIG_GLOBAL'] ?? ''
  await writeFile(path, `[http "${url}"]\n\tproxy = http://p\n\tsslCAInfo = /a.pem\n`)
  await unsetForUrl(place, 'http', url, 'sslCAInfo')
  await unsetForUrl(place, 'credential', url, 'helper')
  assert.equal(await readFile(path, 'utf8'), `[http "${url}"]\n\tproxy = http://p\n`)
})
