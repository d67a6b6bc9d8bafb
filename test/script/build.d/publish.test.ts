import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, suite, test } from 'node:test'
import { promisify } from 'node:util'
import { bareEnv, buildPackage, repository, runNode } from '../../fixtures/built-package.ts'

const run = promisify(execFile)

suite('what npm installs', async () => {
  const built = await buildPackage()
  const place = join(built.home, 'place')
  const installed = join(place, 'node_modules', 'qp')
  const program = join(installed, 'bin', 'run.js')
  const qp = (...argv: string[]) => runNode([program, ...argv], bareEnv(built), place)

  before(async () => {
    for (const name of ['buildpacks', 'oclif.manifest.json', '.npmrc'])
      await cp(join(repository, name), join(built.root, name), { recursive: true })
    // What is not published, but would be without `files` in package.json.
    await mkdir(join(built.root, 'src'))
    await writeFile(join(built.root, 'src', 'secret.ts'), '')
    const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json'], { cwd: built.root })
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
    await mkdir(place)
    await writeFile(join(place, 'package.json'), '{}')
    const options = ['--omit=dev', '--no-audit', '--no-fund', '--prefer-offline']
    await run('npm', ['install', ...options, join(built.root, filename)], { cwd: place })
  })

  test('is the program, what it is built to, and the buildpacks', async () => {
    const expected = [
      'README.md',
      'bin',
      'buildpacks',
      'dist',
      'node_modules',
      'oclif.manifest.json',
      'package.json',
    ]
    const optional = new Set(['README.md', 'node_modules'])
    const names = (await readdir(installed)).filter((it) => !optional.has(it))
    assert.deepEqual(
      names.sort(),
      expected.filter((it) => !optional.has(it)),
    )
  })

  test('starts', async () => {
    const { stdout, stderr, exitCode } = await qp('--version')
    assert.deepEqual({ stderr, exitCode }, { stderr: '', exitCode: 0 })
    assert.match(stdout, /^qp\/\d+\.\d+\.\d+ /)
  })

  for (const argv of [['help'], ['config', '--help'], ['server', '--help']])
    test(`answers qp ${argv.join(' ')}`, async () => {
      const { stdout, stderr, exitCode } = await qp(...argv)
      assert.deepEqual({ stderr, exitCode }, { stderr: '', exitCode: 0 })
      assert.match(stdout, /USAGE\n {2}\$ qp/)
    })

  test('runs a command', async () => {
    const { stderr, exitCode } = await qp('config', '-a', 'blog')
    assert.equal(exitCode, 4)
    assert.match(stderr, /not logged in/)
  })

  test('has all that the controller loads', async () => {
    const script = `import(${JSON.stringify(join(installed, 'dist/controller/serve.js'))}).then((it) => console.log(Object.keys(it)))`
    const { stdout, stderr } = await runNode(['-e', script], bareEnv(built))
    assert.deepEqual({ stdout, stderr }, { stdout: "[ 'serve' ]\n", stderr: '' })
  })

  test('lets qp server reach the controller', async () => {
    const { stderr, exitCode } = await qp('server:destroy', '--data-dir', 'none', '--confirm', 'none')
    assert.equal(exitCode, 1)
    assert.doesNotMatch(stderr, /bug in qp/)
  })
})
