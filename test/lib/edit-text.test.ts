import assert from 'node:assert/strict'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { editorArgv, editText } from '../../src/lib/edit-text.ts'
import { tempPlace } from '../fixtures/run-command.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

async function edit(t: TestContext, editor: string, text = 'one\n') {
  const { folder } = await tempPlace(t)
  const terminal = fakeTerminal()
  const env = { EDITOR: editor, TMPDIR: folder, PATH: process.env['PATH'] }
  const edited = editText({ terminal, env }, text, 'config.env')
  return { edited, terminal, folder, left: () => readdir(folder) }
}

test('the text is what the editor made of it, and nothing is left', async (t) => {
  const { edited, left } = await edit(t, 'sed -i s/one/two/')
  assert.equal(await edited, 'two\n')
  assert.deepEqual(await left(), [])
})

test('nobody else can read it meanwhile', async (t) => {
  const script = `sh -c 'stat -c %a "$0" "$(dirname "$0")" > "$0.new"; mv "$0.new" "$0"'`
  const { edited } = await edit(t, script)
  assert.equal(await edited, '600\n700\n')
})

test('an editor that fails changes nothing', async (t) => {
  const { edited, left } = await edit(t, 'false')
  await assert.rejects(edited, {
    code: 'editor_failed',
    message: 'the editor failed: it ended with exit code 1. Nothing was changed.',
  })
  assert.deepEqual(await left(), [])
})

test('an editor that is not there changes nothing', async (t) => {
  const { edited, left } = await edit(t, '/nowhere/vi')
  await assert.rejects(edited, { code: 'editor_failed', message: /exit code 127/ })
  assert.deepEqual(await left(), [])
})

for (const [signal, exitCode] of [
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  test(`${signal} ends it, and nothing is left`, async (t) => {
    const { edited, terminal, folder, left } = await edit(t, 'exec sleep 1000 #')
    while (!terminal.signal(signal)) await new Promise(setImmediate)
    await assert.rejects(edited, { name: 'RemoteExit', exitCode })
    assert.deepEqual(await left(), [], folder)
  })

test('Ctrl-C is the editor’s', async (t) => {
  const { folder } = await tempPlace(t)
  const terminal = fakeTerminal()
  const wait = `sh -c 'until [ -e "${join(folder, 'go')}" ]; do :; done; echo two > "$0"'`
  const edited = editText(
    { terminal, env: { VISUAL: wait, EDITOR: 'false', PATH: process.env['PATH'] } },
    'one',
    'x',
  )
  while (!terminal.signal('SIGINT')) await new Promise(setImmediate)
  await writeFile(join(folder, 'go'), '')
  assert.equal(await edited, 'two\n')
})

test('the editor is a line of a shell; on Windows of its own, else Notepad', () => {
  assert.deepEqual(editorArgv({ VISUAL: 'code --wait' }, 'linux', '/a b'), [
    'sh',
    '-c',
    'code --wait "$@"',
    'qp',
    '/a b',
  ])
  assert.deepEqual(editorArgv({}, 'darwin', '/a'), ['sh', '-c', 'vi "$@"', 'qp', '/a'])
  assert.deepEqual(editorArgv({}, 'win32', 'C:\\a'), ['notepad.exe', 'C:\\a'])
  assert.deepEqual(editorArgv({ EDITOR: 'code --wait' }, 'win32', 'C:\\a b'), [
    'cmd.exe',
    '/d',
    '/s',
    '/c',
    '"code --wait "C:\\a b""',
  ])
})
