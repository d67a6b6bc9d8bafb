import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { programArgv } from '../../../src/lib/plugins/program-argv.ts'
import { windowsArgv } from '../../../src/lib/plugins/windows-argv.ts'
import { tempDir } from '../../fixtures/temp-dir.ts'

const words = ['config:set', 'A=b & c', '-a', 'blog']

test('on Windows heroku is heroku.cmd, by cmd.exe, with its words as they are', async (t) => {
  const folder = await tempDir(t)
  const file = join(folder, 'heroku.CMD')
  await writeFile(file, '')
  const env = { Path: folder, PATHEXT: '.EXE;.CMD' }
  const argv = programArgv(['heroku', ...words], env, 'win32')
  assert.deepEqual(argv, windowsArgv(file, words, 'win32'))
  assert.deepEqual([argv.file, argv.verbatim], ['cmd.exe', true])
  assert.ok(argv.args[3]?.includes('heroku.CMD'))
})

test('on Windows an .exe is found as well, and a path or what is nowhere is tried as it is', async (t) => {
  const folder = await tempDir(t)
  const file = join(folder, 'node.EXE')
  await writeFile(file, '')
  const env = { Path: folder, PATHEXT: '.EXE;.CMD' }
  const asIs = (path: string) => ({ file: path, args: words, verbatim: false })
  assert.deepEqual(programArgv(['node', ...words], env, 'win32'), asIs(file))
  assert.deepEqual(programArgv(['.\\node', ...words], env, 'win32'), asIs('.\\node'))
  assert.deepEqual(programArgv(['heroku', ...words], env, 'win32'), asIs('heroku'))
})

test('elsewhere the system finds it', () => {
  const argv = { file: 'heroku', args: words, verbatim: false }
  assert.deepEqual(programArgv(['heroku', ...words], { PATH: '/nowhere' }, 'linux'), argv)
})
