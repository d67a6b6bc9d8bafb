import assert from 'node:assert/strict'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openBrowser } from '../../src/lib/browser.ts'
import { tempPlace } from '../fixtures/run-command.ts'
import { until } from '../fixtures/until.ts'

const url = 'http://blog.localhost:8080/?a=1&b=$(x)'

for (const [platform, program] of [
  ['linux', 'xdg-open'],
  ['darwin', 'open'],
] as const) {
  test(`openBrowser hands the address to ${program} as one word`, async (t) => {
    const { folder } = await onPath(t, program)
    await openBrowser(url, platform)
    const seen = () => readFile(join(folder, 'seen'), 'utf8').catch(() => '')
    await until('the opener has run', async () => (await seen()).endsWith('\n'))
    assert.equal(await seen(), `1 ${url}\n`)
  })
}

test('openBrowser opens nothing but the web', async (t) => {
  const { folder } = await onPath(t, 'xdg-open')
  for (const address of [
    'file:///etc/passwd',
    '-a/Calculator',
    'C:\\Windows\\calc.exe',
    'vnc://a',
    'http://',
    '',
  ])
    await assert.rejects(openBrowser(address, 'linux'), { name: 'UserError', message: /is not on the web/ })
  await assert.rejects(readFile(join(folder, 'seen')), { code: 'ENOENT' })
})

test('openBrowser says what to do where nothing can open it', async (t) => {
  await onPath(t, 'another-program')
  await assert.rejects(openBrowser(url, 'linux'), { name: 'UserError', hint: `Open it by hand: ${url}` })
})

/** A PATH with this one program, which notes its arguments. */
async function onPath(t: TestContext, program: string) {
  const place = await tempPlace(t)
  const path = join(place.folder, program)
  await writeFile(path, `#!/bin/sh\necho "$# $1" > ${join(place.folder, 'seen')}\n`)
  await chmod(path, 0o755)
  const before = process.env['PATH']
  process.env['PATH'] = place.folder
  t.after(() => {
    process.env['PATH'] = before
  })
  return place
}
