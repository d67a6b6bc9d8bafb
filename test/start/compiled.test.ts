import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { runNode } from '../fixtures/built-package.ts'

const module = join(import.meta.dirname, '../../src/start/compiled.ts')

/** A bundle of two files, and a program that loads the first in the way that qp does, and says what V8 made of it. */
async function bundle(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'qp-compiled-'))
  t.after(() => rm(folder, { recursive: true }))
  const cache = join(folder, 'cache', 'build')
  await writeFile(
    join(folder, 'one.cjs'),
    'exports.say = () => require("./two.cjs").word + " " + typeof require("node:os").arch',
  )
  await writeFile(
    join(folder, 'two.cjs'),
    'exports.word = "hello"; exports.later = () => import("node:path")',
  )
  const program = join(folder, 'program.mjs')
  await writeFile(
    program,
    `import vm from 'node:vm'
     import { createRequire, syncBuiltinESMExports } from 'node:module'
     const states = []
     vm.Script = class extends vm.Script {
       constructor(source, options) {
         super(source, options)
         states.push(options.cachedData === undefined ? 'new' : this.cachedDataRejected ? 'rejected' : 'kept')
       }
     }
     syncBuiltinESMExports()
     const { requireCompiled } = await import(${JSON.stringify(module)})
     const options = { folder: ${JSON.stringify(folder)}, cache: ${JSON.stringify(cache)}, require: createRequire(import.meta.url) }
     console.log(requireCompiled('one.cjs', options, 'ps:scale').say(), ...states)
     process.exitCode = Number(process.env.EXIT ?? 0)`,
  )
  const run = async (env: Record<string, string> = {}) => (await runNode([program], env)).stdout.trim()
  return { folder, cache, run }
}

test('what a run has compiled is kept for the next', async (t) => {
  const { cache, run } = await bundle(t)
  assert.equal(await run(), 'hello function new new')
  assert.deepEqual((await readdir(cache)).sort(), ['one.cjs.ps.scale', 'two.cjs'])
  assert.equal((await stat(cache)).mode & 0o777, 0o700)
  assert.equal((await stat(join(cache, 'two.cjs'))).mode & 0o777, 0o600)
  assert.equal(await run(), 'hello function kept kept')
})

test('a run that failed keeps nothing', async (t) => {
  const { folder, run } = await bundle(t)
  assert.equal(await run({ EXIT: '1' }), 'hello function new new')
  assert.equal((await readdir(folder)).includes('cache'), false)
})

test('what others could have written is not run', async (t) => {
  const { cache, run } = await bundle(t)
  await run()
  await chmod(join(cache, 'two.cjs'), 0o666)
  assert.equal(await run(), 'hello function kept new')
})

test('what is damaged is made again', async (t) => {
  const { cache, run } = await bundle(t)
  await run()
  await writeFile(join(cache, 'two.cjs'), 'nonsense', { mode: 0o600 })
  assert.equal(await run(), 'hello function kept rejected')
  assert.equal(await run(), 'hello function kept kept')
})

test('where nothing can be written it goes on without', async (t) => {
  const { folder, run } = await bundle(t)
  await writeFile(join(folder, 'cache'), '')
  assert.equal(await run(), 'hello function new new')
})

test('folders of builds that are long gone are removed', async (t) => {
  const { folder, run } = await bundle(t)
  for (const [name, days] of [
    ['old', 40],
    ['recent', 3],
  ] as const) {
    const other = join(folder, 'cache', name)
    await mkdir(other, { recursive: true })
    const time = new Date(Date.now() - days * 24 * 60 * 60 * 1000)
    await utimes(other, time, time)
  }
  await run()
  assert.deepEqual((await readdir(join(folder, 'cache'))).sort(), ['build', 'recent'])
})
