import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { repository, runNode } from '../../fixtures/built-package.ts'

const main = join(repository, 'script/bench.d/main.ts')
const env = { PATH: process.env['PATH'] }

test('script/bench start measures what is published, and says against what', async () => {
  const { stdout, exitCode } = await runNode([main, 'start', '--rounds', '1', '--json'], env)
  assert.equal(exitCode, 0)
  const { machine, tables } = JSON.parse(stdout)
  assert.match(machine, /Node \d/)
  assert.equal(tables.start.reference, '`node -e 0`')
  const [reference, version, config] = tables.start.rows
  assert.equal(reference.ratio, 1)
  assert.deepEqual([version.goal, config.goal], [{ atMost: 1.25 }, { atMost: 2.3 }])
  for (const row of tables.start.rows) assert.ok(row.value > 0 && row.ratio > 0, row.name)
})

test('script/bench refuses what is no number of rounds', async () => {
  const { stderr, exitCode } = await runNode([main, 'start', '--rounds', 'many'], env)
  assert.equal(exitCode, 1)
  assert.match(stderr, /--rounds many is no number of rounds/)
})
