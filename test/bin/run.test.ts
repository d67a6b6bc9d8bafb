import assert from 'node:assert/strict'
import { execFile, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { suite, type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { repository, runNode } from '../fixtures/built-package.ts'

/** A folder like ours, whose build and whose sources say which of them was run. */
async function clone(t: TestContext) {
  const root = await mkdtemp(join(tmpdir(), 'qp-bin-'))
  t.after(() => rm(root, { recursive: true }))
  const write = async (name: string, content: string, time: Date) => {
    const path = join(root, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
    await utimes(path, time, time)
    await utimes(dirname(path), time, time)
    return path
  }
  const [past, now] = [new Date(Date.now() - 60_000), new Date()]
  await cp(join(repository, 'bin'), join(root, 'bin'), { recursive: true })
  await write(
    'src/lib/program.ts',
    `export const runProgram = (argv: string[]) => console.log('sources', ...argv)`,
    past,
  )
  await write('src/lib/other.ts', '', past)
  await utimes(join(root, 'src'), past, past)
  const buildAt = async (time: Date) => {
    await write('dist/client/start.cjs', `exports.start = (argv) => console.log('build', ...argv)`, time)
    await write('dist/built', '', time)
  }
  const run = async (...argv: string[]) =>
    (await runNode([join(root, 'bin/run.js'), ...argv], {})).stdout.trim()
  return { root, past, now, write, buildAt, run }
}

suite('bin/run.js in a clone', () => {
  test('runs the sources where nothing is built', async (t) => {
    const { run } = await clone(t)
    assert.equal(await run('apps', '-a'), 'sources apps -a')
  })

  test('runs a build that is newer than the sources', async (t) => {
    const { now, buildAt, run } = await clone(t)
    await buildAt(now)
    assert.equal(await run('apps', '-a'), 'build apps -a')
  })

  test('runs the sources where one was changed since', async (t) => {
    const { root, past, now, buildAt, run } = await clone(t)
    await buildAt(new Date((past.getTime() + now.getTime()) / 2))
    await utimes(join(root, 'src/lib/other.ts'), now, now)
    assert.equal(await run(), 'sources')
  })

  test('runs the sources where one was removed since', async (t) => {
    const { root, past, now, buildAt, run } = await clone(t)
    await buildAt(new Date((past.getTime() + now.getTime()) / 2))
    await rm(join(root, 'src/lib/other.ts'))
    assert.equal(await run(), 'sources')
  })

  test('runs the sources where a library is another since', async (t) => {
    const { past, now, buildAt, run, write } = await clone(t)
    await buildAt(new Date((past.getTime() + now.getTime()) / 2))
    await write('package-lock.json', '{}', now)
    assert.equal(await run(), 'sources')
  })
})

test('bin/run.js without sources runs the build, however old', async (t) => {
  const { root, buildAt, run } = await clone(t)
  await buildAt(new Date(0))
  await rm(join(root, 'src'), { recursive: true })
  assert.equal(await run('--version'), 'build --version')
})

test('bin/dev.js runs the sources, whatever is built', async (t) => {
  const { root, now, buildAt } = await clone(t)
  await buildAt(now)
  assert.equal((await runNode([join(root, 'bin/dev.js'), 'apps'], {})).stdout, 'sources apps\n')
})

suite('on a Node that is too old', () => {
  test('bin/run.js becomes the Node of node_modules, with its exit code', async (t) => {
    const { root } = await clone(t)
    const node = join(root, 'node_modules/node/bin/node')
    await mkdir(dirname(node), { recursive: true })
    await writeFile(node, '#!/bin/sh\necho "new node runs $(basename $1) $2"; exit 7\n')
    await chmod(node, 0o755)
    assert.deepEqual(await onOldNode(join(root, 'bin/run.js'), 'apps'), {
      stdout: 'new node runs run.js apps\n',
      stderr: '',
      exitCode: 7,
    })
  })

  test('bin/run.js says what is needed in one line where there is none', async (t) => {
    const { root } = await clone(t)
    const { stderr, exitCode } = await onOldNode(join(root, 'bin/run.js'))
    assert.equal(exitCode, 1)
    assert.match(stderr, /^qp needs Node\.js 24 or newer; this is v20\.0\.0\. .*`npm ci`.*\n$/)
  })
})

/** A Node of this machine that is too old, where there is one: the test's own comes first in PATH. */
function findOldNode(): string | undefined {
  const candidates = [
    '/usr/bin/node',
    '/usr/local/bin/node',
    ...(process.env['PATH'] ?? '').split(':').map((it) => join(it, 'node')),
  ]
  return candidates.find((it) => {
    const version = existsSync(it) ? execFileSync(it, ['--version'], { encoding: 'utf8' }) : ''
    return /^v(18|20|22)\./.test(version)
  })
}

suite('a real Node that is too old', {
  skip: findOldNode() ? false : 'there is none on this machine',
}, () => {
  for (const [command, signal] of [
    ['server', 'SIGTERM'],
    ['run', 'SIGHUP'],
  ] as const) {
    test(`killed, it takes what it has become along: ${command} hears ${signal}`, async (t) => {
      const { root, buildAt } = await clone(t)
      await buildAt(new Date(0))
      await rm(join(root, 'src'), { recursive: true })
      await mkdir(join(root, 'node_modules/node/bin'), { recursive: true })
      await symlink(process.execPath, join(root, 'node_modules/node/bin/node'))
      const program = `exports.start = () => {
        for (const it of ['SIGTERM', 'SIGHUP']) process.on(it, () => (console.log(it, process.env.QP_OUTER_NODE), process.exit()))
        setInterval(() => {}, 1000)
        console.log(process.version)
      }`
      await writeFile(join(root, 'dist/client/start.cjs'), program)
      const outer = spawn(findOldNode() ?? '', [join(root, 'bin/run.js'), command], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const lines = createInterface({ input: outer.stdout })[Symbol.asyncIterator]()
      assert.equal((await lines.next()).value, process.version)
      outer.kill('SIGKILL')
      assert.equal((await lines.next()).value, `${signal} undefined`)
      // The end of the pipe: nobody has it any more.
      assert.equal((await lines.next()).done, true)
    })
  }

  test('a program that is done is not kept by it', async (t) => {
    const { root, buildAt } = await clone(t)
    await buildAt(new Date(0))
    await rm(join(root, 'src'), { recursive: true })
    await mkdir(join(root, 'node_modules/node/bin'), { recursive: true })
    await symlink(process.execPath, join(root, 'node_modules/node/bin/node'))
    const { stdout } = await promisify(execFile)(findOldNode() ?? '', [join(root, 'bin/run.js'), 'apps'])
    assert.equal(stdout, 'build apps\n')
  })
})

/** As if this Node were another: its version is what the program goes by. */
async function onOldNode(program: string, ...argv: string[]) {
  const preload = `data:text/javascript,${encodeURIComponent(
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.0.0' } })
     Object.defineProperty(process, 'version', { value: 'v20.0.0' })`,
  )}`
  const child = spawn(process.execPath, [program, ...argv], {
    env: { PATH: process.env['PATH'], NODE_OPTIONS: `--import=${preload}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { stdout, stderr, exitCode }
}
