import assert from 'node:assert/strict'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { provideHeroku } from '../../../script/conformance.d/heroku-program.ts'
import { tempDir } from '../../fixtures/temp-dir.ts'

/** A cache folder, and a PATH with an npm that does this. */
async function place(t: TestContext, npm?: string) {
  const folder = await tempDir(t)
  if (npm !== undefined) {
    await writeFile(join(folder, 'npm'), npm)
    await chmod(join(folder, 'npm'), 0o755)
  }
  const said: string[] = []
  const env = { PATH: folder, XDG_CACHE_HOME: join(folder, 'cache') }
  return { folder, said, provide: () => provideHeroku(env, (text) => said.push(text)) }
}

/** Puts the program where npm would, and its words beside it. */
const installs = `
import { mkdirSync, writeFileSync } from 'node:fs'
const words = process.argv.slice(2)
const bin = words[words.indexOf('--prefix') + 1] + '/node_modules/.bin'
mkdirSync(bin, { recursive: true })
writeFileSync(bin + '/heroku', words.at(-1))`

test('it is installed once', async (t) => {
  const { folder, said, provide } = await place(t, installs)
  const where = await provide()
  assert.deepEqual(await readdir(join(where, 'node_modules/.bin')), ['heroku'])
  assert.equal(said.length, 1)
  assert.equal(await provide(), where)
  assert.equal(said.length, 1)
  assert.deepEqual(await readdir(join(folder, 'cache/qp')), ['heroku-11.10.0'])
})

test('one that could not be installed is no program, and leaves nothing', async (t) => {
  const { folder, provide } = await place(t, `${installs}\nprocess.exit(1)`)
  await assert.rejects(provide(), /could not be installed: npm ended with 1\. Is there a network\?$/)
  assert.deepEqual(await readdir(join(folder, 'cache/qp')), [])
})

test('without npm it says so', async (t) => {
  const { folder, provide } = await place(t)
  await mkdir(join(folder, 'cache'), { recursive: true })
  await assert.rejects(provide(), /no npm on PATH/)
})
