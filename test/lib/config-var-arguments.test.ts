import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseConfigVars, readConfigVars } from '../../src/lib/config-var-arguments.ts'
import { tempPlace } from '../fixtures/run-command.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('parseConfigVars: all after the first = is the value', () => {
  assert.deepEqual(parseConfigVars(['A=', 'B==', 'C=x=y\nz', 'A=2']), { A: '2', B: '=', C: 'x=y\nz' })
})

test('readConfigVars reads files and stdin, without the line end that closes them', async (t) => {
  const { cwd } = await tempPlace(t)
  await writeFile(join(cwd, 'a'), 'one\ntwo\r\n')
  const terminal = fakeTerminal({ input: 'three\n\n' })
  assert.deepEqual(await readConfigVars(['A=a', 'B=-'], { terminal, cwd }), { A: 'one\ntwo', B: 'three\n' })
})

test('readConfigVars refuses what is no text, and says what to do', async (t) => {
  const { cwd } = await tempPlace(t)
  await writeFile(join(cwd, 'key.bin'), Buffer.from([0xff, 0xfe]))
  await assert.rejects(readConfigVars(['A=key.bin'], { terminal: fakeTerminal(), cwd }), {
    code: 'not_text',
    message: `${join(cwd, 'key.bin')} is not UTF-8 text, and a config var must be.`,
    hint: 'Encode it, in base64 say, and decode it in the app.',
  })
})
