import assert from 'node:assert/strict'
import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { isUpdateDue, updateFile } from '../../src/start/update-due.ts'
import { spawnInPty } from '../fixtures/pty.ts'
import { tempPlace } from '../fixtures/run-command.ts'

const module = join(import.meta.dirname, '../../src/start/update-due.ts')

/** What it says at a terminal, of its own: this process has none. */
async function ask(
  t: TestContext,
  argv: string[],
  env: Record<string, string> = {},
  file?: { text: string; days: number },
) {
  const { folder } = await tempPlace(t)
  const all = { QP_CACHE_DIR: folder, ...env }
  const path = updateFile(all, 'qp')
  if (file) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, file.text)
    const time = Date.now() / 1000 - file.days * 24 * 60 * 60
    await utimes(path, time, time)
  }
  const line = `import(${JSON.stringify(module)}).then(({ isUpdateDue }) => console.log('due ' + isUpdateDue(${JSON.stringify(argv)}, ${JSON.stringify(all)}, 'qp')))`
  await using pty = spawnInPty([process.execPath, '--disable-warning=ExperimentalWarning', '-e', line])
  return /due true/.test(await pty.until(/due (true|false)/))
}

test('is due where it never was, a day later, and where there is something to tell', async (t) => {
  assert.equal(await ask(t, ['apps']), true)
  assert.equal(await ask(t, ['apps'], {}, { text: '', days: 0.9 }), false)
  assert.equal(await ask(t, ['apps'], {}, { text: '', days: 1.1 }), true)
  assert.equal(await ask(t, ['apps'], {}, { text: '{}', days: 0 }), true)
})

test('never in CI, for a program, or against a wish', async (t) => {
  assert.equal(await ask(t, ['apps'], { CI: 'true' }), false)
  assert.equal(await ask(t, ['apps'], { QP_SKIP_UPDATE_CHECK: '1' }), false)
  for (const argv of [
    ['apps', '--json'],
    ['apps', '-j'],
    ['autocomplete:options', '--', ''],
    ['git:credentials', 'get'],
  ])
    assert.equal(await ask(t, argv), false, argv.join(' '))
})

test('never off a terminal', { skip: process.stderr.isTTY === true && 'stderr is a terminal here' }, () => {
  assert.equal(isUpdateDue(['apps'], { QP_CACHE_DIR: '/nowhere' }, 'qp'), false)
})
