import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { build as bundle } from 'esbuild'
import { build } from '../../../script/build.d/build.ts'
import { bundledController } from '../../../script/build.d/bundled-controller.ts'
import { manifestFile, readManifest, renderManifest } from '../../../script/build.d/manifest.ts'
import { buildPackage, repository } from '../../fixtures/built-package.ts'

const built = await buildPackage()
const dist = join(built.root, 'dist')
const modulesOf = (file: string) => built.modules.get(file) ?? []

/** Libraries of the controller and of tests, and those that are files of their own. */
const heavy =
  /^node_modules\/(dockerode|docker-modem|@inquirer|fastify|@fastify|kysely|pino|nock|typebox|ws|yaml|tar-stream|got|shell-quote)\//

test('what every command loads has no heavy library in it, and nothing of the controller', () => {
  for (const file of ['start.cjs', 'qp.cjs']) {
    assert.notEqual(modulesOf(file).length, 0)
    assert.deepEqual(
      modulesOf(file).filter((it) => heavy.test(it) || it.startsWith('src/controller/')),
      [],
    )
  }
})

test('start.cjs has only what decides how to start', () => {
  const own = modulesOf('start.cjs').filter((it) => it.endsWith('.ts'))
  assert.deepEqual(own.filter((it) => !it.startsWith('src/start/')).sort(), [
    // Where what is kept lies, and how words of a command are put together.
    'src/lib/cache-dir.ts',
    'src/lib/data-dir.ts',
    'src/lib/spaced-words.ts',
  ])
  assert.deepEqual(
    modulesOf('start.cjs').filter((it) => it.startsWith('node_modules/')),
    [],
  )
})

test('the client is written in ASCII, as it is read, and names no place of this machine', async () => {
  for (const file of built.modules.keys()) {
    const code = await readFile(join(dist, 'client', file), 'latin1')
    assert.ok(
      [...code].every((character) => character < '\x80'),
      file,
    )
    assert.equal(code.includes(repository), false, file)
  }
})

test('the controller is there file by file, with what it reads beside itself', async () => {
  const inSource = await readdir(join(repository, 'src/controller'), { recursive: true })
  const inDist = await readdir(join(dist, 'controller'), { recursive: true })
  assert.deepEqual(inDist.sort(), inSource.map((it) => it.replace(/\.ts$/, '.js')).sort())
})

test('the controller is JavaScript that Node loads', async () => {
  await symlink(join(repository, 'node_modules'), join(built.root, 'node_modules'))
  const { serve } = (await import(join(dist, 'controller/serve.js'))) as { serve: unknown }
  assert.equal(typeof serve, 'function')
})

test('the committed manifest is that of the sources; `script/manifest` writes it', async () => {
  const committed = await readFile(join(repository, manifestFile), 'utf8')
  assert.equal(committed, renderManifest(await readManifest(repository)))
})

test('the manifest says nothing of the machine it was made on', async () => {
  const text = await readFile(join(dist, manifestFile), 'utf8')
  for (const place of [repository, process.env['HOME'] ?? repository, '/var/lib']) {
    assert.equal(text.includes(`"${place}`), false, place)
  }
})

test('a second build takes the place of the first', async (t) => {
  const folder = await temporary(t)
  await build({ root: repository, to: join(folder, 'dist') })
  await build({ root: repository, to: join(folder, 'dist') })
  assert.deepEqual(await readdir(folder), ['dist'])
})

test('a build that fails leaves what was there', async (t) => {
  const folder = await temporary(t)
  await assert.rejects(build({ root: folder, to: join(folder, 'dist') }))
  assert.deepEqual(await readdir(folder), [])
})

test('what runs without a controller is there beside it, and is JavaScript that Node loads', async () => {
  const { runOnDocker } = (await import(join(dist, 'api-client/docker/run-on-docker.js'))) as {
    runOnDocker: unknown
  }
  assert.equal(typeof runOnDocker, 'function')
  assert.deepEqual(
    modulesOf('qp.cjs').filter((it) => it.startsWith('src/api-client/docker/')),
    [],
  )
})

test('the controller may only be imported when it is needed', async (t) => {
  const folder = await temporary(t)
  const bundling = (contents: string) =>
    bundle({
      stdin: { contents, resolveDir: join(repository, 'src/commands/server') },
      bundle: true,
      write: false,
      format: 'cjs',
      outdir: folder,
      logLevel: 'silent',
      plugins: [bundledController(repository)],
    })
  const { outputFiles } = await bundling(`export const run = () => import('../../controller/serve.ts')`)
  assert.match(outputFiles[0]?.text ?? '', /import\("\.\.\/controller\/serve\.js"\)/)
  for (const file of ['controller/serve.ts', 'api-client/docker/run-on-docker.ts'])
    await assert.rejects(bundling(`import '../../${file}'`), /with await import\(\)/)
})

async function temporary(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'qp-build-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}
