import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import Local from '../../../src/commands/local/index.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'

testRefusals(Local, 'local', [
  {
    argv: ['-p', '0'],
    stderr:
      'Error: --port: Expected an integer greater than or equal to 1 but received: 0\nAdd --help to see what it takes.\n',
  },
])

test('qp local runs the Procfile with .env, and ends with the code of the first that ends', async (t) => {
  const place = await tempPlace(t)
  await writeFile(join(place.cwd, 'Procfile'), 'web: echo "$GREETING on $PORT"; exit 4\n')
  await writeFile(join(place.cwd, '.env'), 'GREETING=hello\nPORT=7100\n')
  const { stdout, exitCode } = await runCommand(t, Local, [], { place })
  assert.match(stdout, /^\d\d:\d\d:\d\d web\.1 \| hello on 7100\n$/)
  assert.equal(exitCode, 4)
})

test('qp local web -p -e --start-cmd', async (t) => {
  const place = await tempPlace(t)
  await writeFile(join(place.cwd, 'vars'), 'GREETING=hi\n')
  const argv = ['web', '-p', '7200', '-e', 'vars', '--start-cmd', 'echo "$GREETING on $PORT"']
  const { stdout, exitCode } = await runCommand(t, Local, argv, { place })
  assert.match(stdout, /web\.1 \| hi on 7200\n$/)
  assert.equal(exitCode, 0)
})

test('qp local without anything to run says what to write', async (t) => {
  const place = await tempPlace(t)
  const { stderr, exitCode } = await runCommand(t, Local, [], { place })
  assert.match(stderr, /there is no Procfile in .*\n.*--start-cmd/)
  assert.equal(exitCode, 1)
})
