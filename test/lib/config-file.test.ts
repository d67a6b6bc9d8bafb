import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseConfigFile, readConfigFile } from '../../src/lib/config-file.ts'
import { configVarsOf } from '../../src/lib/config-lines.ts'
import { tempPlace } from '../fixtures/run-command.ts'

test('line ends may be those of Windows, in values too', () => {
  assert.deepEqual(configVarsOf(parseConfigFile('stdin', 'A="one\r\ntwo"\r\nB=3\r\n')), {
    A: 'one\ntwo',
    B: '3',
  })
})

test('what is wrong is said with where', async (t) => {
  assert.throws(() => parseConfigFile('stdin', 'A'), { message: /^stdin: line 1 can't be understood/ })
  const { cwd } = await tempPlace(t)
  await writeFile(join(cwd, '.env'), 'A')
  await assert.rejects(readConfigFile(join(cwd, '.env')), { message: /\.env: line 1 / })
  await assert.rejects(readConfigFile(cwd), { code: 'unreadable_file' })
})

test('a file that is not there is none', async () => {
  assert.equal(await readConfigFile('/nowhere/.env'), undefined)
})
