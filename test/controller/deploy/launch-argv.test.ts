import assert from 'node:assert/strict'
import { test } from 'node:test'
import { launchArgv } from '../../../src/controller/deploy/launch-argv.ts'
import { createBuildApp, runInImage, treeOf } from '../../fixtures/build.ts'

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
