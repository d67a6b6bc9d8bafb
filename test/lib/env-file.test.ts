import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { renderConfigLine } from '../../src/lib/config-lines.ts'
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

test('what config:pull writes is read back as it was', async (t) => {
  const { cwd } = await tempPlace(t)
  const vars = { A: 'two\nlines', B: `it's "so" $HOME`, C: ' edges ' }
  const text = Object.entries(vars)
    .map(([key, value]) => renderConfigLine(key, value))
    .join('\n')
  await writeFile(join(cwd, '.env'), `${text}\n`)
  assert.deepEqual(await readEnvFile(cwd, undefined), vars)
})

test('.env may be missing, and is read where it is there; a file that is named must be there', async (t) => {
  const { cwd } = await tempPlace(t)
  assert.deepEqual(await readEnvFile(cwd, undefined), {})
  await writeFile(join(cwd, '.env'), 'A=1\n')
  assert.deepEqual(await readEnvFile(cwd, undefined), { A: '1' })
  await assert.rejects(readEnvFile(cwd, '.env.test'), { code: 'unreadable_file', message: /\.env\.test/ })
})
