import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { launchArgv } from '../../../src/controller/deploy/launch-argv.ts'
import { startContainerProcess } from '../../../src/controller/sessions/container-process.ts'
import { createBuildApp, runInImage, treeOf } from '../../fixtures/build.ts'
import { buildTestSpec, createTestContainer } from '../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { OutputCollector } from '../../fixtures/local-session.ts'

const line = 'node a.js && node b.js'
const words = ['echo', 'a b', `"'$HOME`, '', 'c\nd']

test('an image runs a line with its own shell', () => {
  assert.deepEqual(launchArgv({ launch: 'image' }, { line }), ['/bin/sh', '-c', line])
})

test('an image runs words as they are', () => {
  assert.deepEqual(launchArgv({ launch: 'image' }, { argv: words }), words)
})

test('an empty line is the image’s own command', () => {
  assert.deepEqual(launchArgv({ launch: 'image' }, { line: '' }), [])
  assert.deepEqual(launchArgv({ launch: 'buildpack' }, { line: '' }), [])
})

test('a slug of buildpacks sources its profile first and hands over line and words unread', () => {
  const [bash, flag, script, name, ...rest] = launchArgv({ launch: 'buildpack' }, { line })
  assert.deepEqual([bash, flag, name], ['/bin/bash', '-c', 'bash'])
  assert.match(script ?? '', /\/app\/\.profile\.d\/\*\.sh \/app\/\.profile;.* exec "\$@"$/)
  assert.deepEqual(rest, ['/bin/bash', '-c', line])
  assert.deepEqual(launchArgv({ launch: 'buildpack' }, { argv: words }).slice(4), words)
})

const waiting = { awaitsSize: true }

test('a line that waits for its size is handed over unread', () => {
  const [sh, flag, script, name, ...rest] = launchArgv({ launch: 'image' }, { line }, waiting)
  assert.deepEqual([sh, flag, name, ...rest], ['/bin/sh', '-c', 'sh', '/bin/sh', '-c', line])
  assert.match(script ?? '', /^qp_it=0; .* unset qp_it; exec "\$@"$/)
})

test('words for an image do not wait, nor does its own command: it need not have a shell', () => {
  assert.deepEqual(launchArgv({ launch: 'image' }, { argv: words }, waiting), words)
  assert.deepEqual(launchArgv({ launch: 'image' }, { line: '' }, waiting), [])
})

test('a slug of buildpacks waits in the shell that runs anyway', () => {
  const waits = launchArgv({ launch: 'buildpack' }, { argv: words }, waiting)
  const plain = launchArgv({ launch: 'buildpack' }, { argv: words })
  assert.equal(waits.length, plain.length)
  assert.match(waits[2] ?? '', /stty size/)
  assert.ok(waits[2]?.endsWith(plain[2] ?? 'none'))
})

/** Runs a line as a one-off dyno's, in a real container of an image. */
async function startLine(t: TestContext, command: string, { tty, size }: Terminal) {
  const engine = getTestEngine()
  const spec = buildTestSpec({
    image: await getTestImage(engine),
    argv: launchArgv({ launch: 'image' }, { line: command }, { awaitsSize: size !== undefined }),
    // As `oneOffSpec` has it.
    env: tty ? {} : { TINI_KILL_PROCESS_GROUP: '1' },
    tty,
    terminalSize: size ?? null,
    openStdin: true,
    log: null,
  })
  const id = await createTestContainer(t, engine, spec)
  const process = await startContainerProcess({ engine, id, spec, size: () => size })
  assert.ok('exit' in process, JSON.stringify(process))
  const output = new OutputCollector()
  process.stdout.pipe(output)
  process.stderr?.resume()
  return { ...process, output }
}

interface Terminal {
  tty: boolean
  size?: { columns: number; rows: number }
}

test('the first command sees the size that was asked for, every time', { timeout: 180_000 }, async (t) => {
  const seen = new Map<string, number>()
  const one = async (_: unknown, index: number) => {
    const size = { columns: 81 + index, rows: 25 + index }
    const started = await startLine(t, 'stty size', { tty: true, size })
    assert.equal((await started.exit).exitCode, 0)
    await started.output.until(/\n/)
    const isRight = started.output.text() === `${size.rows} ${size.columns}\r\n`
    const key = isRight ? 'as asked' : started.output.text()
    seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  for (let start = 0; start < 50; start += 5) await Promise.all(Array.from({ length: 5 }, one))
  assert.deepEqual([...seen], [['as asked', 50]])
})

test('what is typed while it waits arrives, and the code is its own', { timeout: 120_000 }, async (t) => {
  const size = { columns: 100, rows: 30 }
  const started = await startLine(t, 'read -r word; echo "<$word>"; exit 7', { tty: true, size })
  started.stdin.write('typed ahead\r')
  assert.equal((await started.exit).exitCode, 7)
  await started.output.until(/<typed ahead>/)
})

test('a size that never comes holds a line for a moment only', { timeout: 120_000 }, async (t) => {
  const started = await startLine(t, 'echo on', { tty: true, size: { columns: 0, rows: 0 } })
  await started.output.until(/on/)
  assert.equal((await started.exit).exitCode, 0)
})

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  for (const command of [
    'echo up; sleep 1000; echo x',
    'echo up; sleep 1000 | cat; echo x',
    "bash -c 'echo up; sleep 1000; true'; echo x",
  ])
    test(`${signal} ends all of \`${command}\``, { timeout: 120_000 }, async (t) => {
      const started = await startLine(t, command, { tty: false })
      await started.output.until(/up/)
      await started.signal(signal)
      assert.equal((await started.exit).exitCode, code)
      assert.equal(started.output.text(), 'up\n')
    })

test('a line that handles a signal has the last word', { timeout: 120_000 }, async (t) => {
  // The child says that it runs: a signal that comes as a shell is about to start one is heard when that has ended.
  const command = `trap 'echo bye; exit 3' TERM; sh -c 'echo up; exec sleep 1000'; echo x`
  const started = await startLine(t, command, { tty: false })
  await started.output.until(/up/)
  await started.signal('SIGTERM')
  assert.equal((await started.exit).exitCode, 3)
  await started.output.until(/bye/)
})

test('in a real slug', async (t) => {
  const built = createBuildApp(t)
  const { slug } = await built.build(
    treeOf({
      Procfile: 'web: true\n',
      '.profile.d/one.sh': 'export FROM_PROFILE_D="one $GREETING"\n',
      '.profile': 'export FROM_PROFILE="$FROM_PROFILE_D too"\n',
    }),
  )
  const run = (command: Parameters<typeof launchArgv>[1]) =>
    runInImage(built, slug.image, launchArgv(slug, command), { GREETING: 'hello' })

  await t.test('words arrive byte for byte', async () => {
    const { stdout } = await run({ argv: ['printf', '<%s>', 'a  b', `"'$HOME`, '', 'c\nd', '*'] })
    assert.equal(stdout, `<a  b><"'$HOME><><c\nd><*>`)
  })
  await t.test('a line sees what the profiles export, and all of it runs', async () => {
    const { stdout } = await run({
      line: 'echo "$FROM_PROFILE_D" && A=1 && echo "$FROM_PROFILE $A"; pwd; id -u',
    })
    assert.equal(stdout, 'one hello\none hello too 1\n/app\n1000\n')
  })
  await t.test('the exit code is the command’s', async () => {
    assert.equal((await run({ line: 'exit 7' })).code, 7)
  })
  await t.test('the command takes the shell’s place, so that signals reach it', async () => {
    // Its parent is the container's first process, the init of the engine, and no shell of ours.
    const { stdout } = await run({ argv: ['/bin/sh', '-c', 'echo "$PPID"'] })
    assert.equal(stdout, '1\n')
    assert.equal((await run({ line: 'echo "$PPID"' })).stdout, '1\n')
  })
})
