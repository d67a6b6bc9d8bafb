import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { editConfigVars } from '../../src/lib/edit-config-vars.ts'
import { tempPlace } from '../fixtures/run-command.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const vars = { B: "it's\ntwo\n", A: '1' }

async function place(t: TestContext, editor: string, isTTY = false) {
  const { folder } = await tempPlace(t)
  const terminal = fakeTerminal({ isTTY })
  return { folder, terminal, env: { EDITOR: editor, TMPDIR: folder, PATH: process.env['PATH'] } }
}

test('what is not touched stays, byte for byte', async (t) => {
  assert.deepEqual(await editConfigVars(await place(t, 'true'), vars, undefined), vars)
  assert.deepEqual(await editConfigVars(await place(t, 'true'), vars, 'B'), vars)
})

test('lines are added, changed and taken away', async (t) => {
  const here = await place(t, "sed -i -e 's/^A=1/A=2/' -e '$aNEW=x'")
  assert.deepEqual(await editConfigVars(here, vars, undefined), { ...vars, A: '2', NEW: 'x' })
})

test('one value is the whole file, without its last line end', async (t) => {
  assert.deepEqual(await editConfigVars(await place(t, 'sed -i s/two/three/'), vars, 'B'), {
    ...vars,
    B: "it's\nthree\n",
  })
  assert.deepEqual(await editConfigVars(await place(t, 'sed -i s/^/new/'), vars, 'C'), { ...vars, C: 'new' })
  assert.deepEqual(await editConfigVars(await place(t, 'true'), vars, 'C'), vars)
  assert.deepEqual(await editConfigVars(await place(t, 'truncate -s 0'), vars, 'A'), { ...vars, A: '' })
})

test('what can not be understood may be edited again, from where it was', async (t) => {
  const here = await place(t, '', true)
  const script = join(here.folder, 'editor')
  await writeFile(
    script,
    'if grep -q oops "$1"; then sed -i "s/^oops/A=3/" "$1"; else sed -i "s/^A=1/oops/" "$1"; fi\n',
  )
  here.terminal.stdin.write('\r')
  const edited = editConfigVars({ ...here, env: { ...here.env, EDITOR: `sh ${script}` } }, vars, undefined)
  assert.deepEqual(await edited, { ...vars, A: '3' })
  assert.match(here.terminal.stderrText(), /line 1 can't be understood/)
})

test('where nobody can be asked it fails', async (t) => {
  await assert.rejects(editConfigVars(await place(t, 'sed -i s/^A=1/oops/'), vars, undefined), {
    code: 'not_config_vars',
  })
})
