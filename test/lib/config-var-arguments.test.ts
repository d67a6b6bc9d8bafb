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
