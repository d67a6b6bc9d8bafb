import assert from 'node:assert/strict'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import {
  findOnPath,
  findPathProgram,
  listPathPrograms,
  runProgramInPlace,
} from '../../../src/lib/plugins/path-programs.ts'
import { tempPlace } from '../../fixtures/run-command.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'

async function folders(t: TestContext) {
  const { folder } = await tempPlace(t)
  const [first, second] = [join(folder, 'a'), join(folder, 'b')] as const
  await mkdir(first)
  await mkdir(second)
  const program = async (path: string, text = '#!/bin/sh\n', mode = 0o755) => {
    await writeFile(path, text)
    await chmod(path, mode)
    return path
  }
  return { first, second, program, env: { PATH: `${first}:/nowhere::${second}` } }
}

test('the first of PATH that can be run', async (t) => {
  const { first, second, program, env } = await folders(t)
  await program(join(first, 'qp-foo'), '', 0o644)
  await mkdir(join(first, 'qp-dir'))
  const foo = await program(join(second, 'qp-foo'))
  assert.deepEqual(findPathProgram('foo', env), { name: 'foo', path: foo })
  assert.equal(findPathProgram('dir', env), undefined)
  assert.equal(findPathProgram('bar', env), undefined)
  for (const name of ['', '../qp-foo', '-x', 'a/b', 'a:b', 'A=1'])
    assert.equal(findPathProgram(name, env), undefined)
})

test('all of them, by name, each as it would run', async (t) => {
  const { first, second, program, env } = await folders(t)
  const foo = await program(join(first, 'qp-foo'))
  await program(join(second, 'qp-foo'))
  const bar = await program(join(second, 'qp-bar'))
  await program(join(second, 'qp-no'), '', 0o644)
  assert.deepEqual(listPathPrograms(env), [
    { name: 'bar', path: bar },
    { name: 'foo', path: foo },
  ])
})

test('on Windows, by the endings of PATHEXT', async (t) => {
  const { second, program, env } = await folders(t)
  const foo = await program(join(second, 'qp-foo.CMD'), '', 0o644)
  assert.equal(findOnPath('qp-foo', { Path: env.PATH, PATHEXT: '.EXE;.CMD' }, 'win32'), foo)
  assert.equal(findOnPath('qp-foo', { Path: env.PATH }, 'win32'), foo)
  assert.equal(findOnPath('qp-foo', { Path: env.PATH, PATHEXT: '.EXE' }, 'win32'), undefined)
  assert.deepEqual(listPathPrograms(env, 'win32'), [{ name: 'foo', path: foo }])
})

test('its words are those that were typed, and its code is the code', async (t) => {
  const { first, program } = await folders(t)
  const path = await program(
    join(first, 'qp-foo'),
    `#!/bin/sh\nprintf '<%s>' "$@" > '${first}/words'\nexit 7\n`,
  )
  assert.equal(await runProgramInPlace(path, ['a b', '', '--x=$HOME', '--', '*'], fakeTerminal()), 7)
  assert.equal(await readFile(join(first, 'words'), 'utf8'), '<a b><><--x=$HOME><--><*>')
})

test('a signal is passed on, and is the code of what it ended', async (t) => {
  const { first, program } = await folders(t)
  const path = await program(join(first, 'qp-foo'), '#!/bin/sh\nexec sleep 1000\n')
  const terminal = fakeTerminal()
  const code = runProgramInPlace(path, [], terminal)
  assert.equal(terminal.signal('SIGINT'), true)
  assert.equal(terminal.signal('SIGTERM'), true)
  assert.equal(await code, 143)
  assert.equal(terminal.signal('SIGTERM'), false)
})
