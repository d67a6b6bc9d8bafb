import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { planDeed } from '../../../script/chaos.d/deeds.ts'
import { type Deed, type Draw, drawRun } from '../../../script/chaos.d/draw.ts'

const aDraw = (deed: Deed): Draw => ({ ...drawRun(1, 4), deed, exitCode: 3, amount: 5000 })

for (const deed of ['true', 'exit', 'copy', 'count', 'nap', 'flood'] as const)
  test(`${deed} does at home what it is to do elsewhere`, () => {
    const { script, input, exitCode, output } = planDeed(aDraw(deed))
    const { status, stdout } = spawnSync('bash', ['-c', script], { input, maxBuffer: 2 ** 26 })
    assert.equal(status, exitCode)
    assert.ok(output && stdout.equals(output), `${stdout.length} bytes`)
  })

test('what is copied has all byte values, and differs from run to run', () => {
  const { input } = planDeed(aDraw('copy'))
  assert.equal(new Set(input).size, 256)
  assert.equal(planDeed({ ...aDraw('copy'), number: 5 }).input.equals(input), false)
})
