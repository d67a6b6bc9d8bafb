import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { readEnvFile } from '../../src/lib/env-file.ts'
import { tempPlace } from '../fixtures/run-command.ts'

test('variables of a file, with quotes, comments, line ends and what shells write', async (t) => {
  const { cwd } = await tempPlace(t)
  await writeFile(
    join(cwd, 'vars'),
    '# a comment\nA=1\nexport B="two words"\nC=\'$HOME #1\'\nD="a\nb"\n\nE=x=y\nF=\n',
  )
  assert.deepEqual(await readEnvFile(cwd, 'vars'), {
    A: '1',
    B: 'two words',
    C: '$HOME #1',
    D: 'a\nb',
    E: 'x=y',
    F: '',
  })
})

test('.env may be missing, and is read where it is there; a file that is named must be there', async (t) => {
  const { cwd } = await tempPlace(t)
  assert.deepEqual(await readEnvFile(cwd, undefined), {})
  await writeFile(join(cwd, '.env'), 'A=1\n')
  assert.deepEqual(await readEnvFile(cwd, undefined), { A: '1' })
  await assert.rejects(readEnvFile(cwd, '.env.test'), { code: 'unreadable_file', message: /\.env\.test/ })
})
