import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import LocalRun from '../../../src/commands/local/run.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'

testRefusals(LocalRun, 'local:run', [
  { argv: [], stderr: 'Error: no command named. Write it like `qp local:run npm test`.\n' },
])

test('qp local:run gives words as they are, the variables of .env, and the code', async (t) => {
  const place = await tempPlace(t)
  await writeFile(join(place.cwd, '.env'), 'GREETING=hello\n')
  const argv = ['sh', '-c', 'echo "$GREETING $1 $PORT" > said; exit 9', 'sh', 'a  b']
  assert.equal((await runCommand(t, LocalRun, argv, { place })).exitCode, 9)
  assert.equal(await readFile(join(place.cwd, 'said'), 'utf8'), 'hello a  b 5000\n')
})
