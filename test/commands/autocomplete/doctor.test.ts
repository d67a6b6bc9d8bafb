import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import AutocompleteDoctor from '../../../src/commands/autocomplete/doctor.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'

test('what is not set up is said, and the exit code says so', async (t) => {
  const { stdout, exitCode } = await runCommand(t, AutocompleteDoctor, ['bash'], { env: { PATH: '' } })
  assert.match(
    stdout,
    /^✗ program +qp is not on PATH.*\n.*\n✗ set-up +bash does not read it\.\n +qp autocomplete:script bash/m,
  )
  assert.equal(exitCode, 1)
})

test('what is set up passes, also in JSON', async (t) => {
  const place = await tempPlace(t)
  const bin = join(place.folder, 'bin')
  await mkdir(bin)
  await writeFile(join(bin, 'qp'), '')
  await writeFile(join(place.folder, '.zshrc'), '. ~/.qp.zsh\n')
  const env = { PATH: bin, QP_CACHE_DIR: join(place.folder, 'cache'), SHELL: '/bin/zsh' }
  const { stdout, exitCode } = await runCommand(t, AutocompleteDoctor, ['--json'], { place, env })
  assertIsJsonAnswer('autocomplete:doctor', stdout)
  const statuses = (JSON.parse(stdout) as { status: string }[]).map(({ status }) => status)
  assert.deepEqual([statuses, exitCode], [['passed', 'passed', 'warned'], 0])
})
