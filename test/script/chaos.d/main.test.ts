import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { repository, runNode } from '../../fixtures/built-package.ts'

const main = join(repository, 'script/chaos.d/main.ts')
const env = { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] }

test('script/chaos run leaves nothing of what it kills', { timeout: 180_000 }, async () => {
  const { stdout, stderr, exitCode } = await runNode([main, 'run', '--runs', '25', '--seed', '1064'], env)
  assert.equal(exitCode, 0, stdout + stderr)
  assert.match(stdout, /^seed 1064\n/)
  assert.match(stdout, /^25 runs, seed 1064; disasters: controller-/m)
  assert.match(stdout, /^\| one-off containers \| 0 \|$/m)
  assert.match(stdout, /^All as it should be\.$/m)
})

test('script/chaos deploy finds all as it was answered', { timeout: 300_000 }, async () => {
  const { stdout, stderr, exitCode } = await runNode([main, 'deploy', '--runs', '12', '--seed', '4'], env)
  assert.equal(exitCode, 0, stdout + stderr)
  assert.match(stdout, /^seed 4\n/)
  assert.match(stdout, /^12 deeds; controller-killed: [1-9]/m)
  assert.match(stdout, /^All as it should be\.$/m)
})

for (const [words, says] of [
  [['walk'], /there is `script\/chaos run`/],
  [['run', '--runs', 'many'], /--runs many is no number/],
  [['deploy', '--engine'], /`script\/chaos deploy` has no --engine/],
] as const)
  test(`script/chaos refuses ${words.join(' ')}`, async () => {
    const { stderr, exitCode } = await runNode([main, ...words], env)
    assert.equal(exitCode, 1)
    assert.match(stderr, says)
  })
