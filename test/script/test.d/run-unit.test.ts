import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { UnitResult } from '../../../script/test.d/run-unit.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'qp-unit-test-'))
})
after(() => rm(folder, { recursive: true }))

test('tests are counted one by one, suites are not', async () => {
  const result = await resultOf(`
    test('one', () => {})
    test.skip('later', () => {})
    describe('suite', () => {
      test('two', () => {})
      test('bad', () => assert.equal('left', 'right'))
    })`)
  assert.equal(result.passed, 2)
  assert.equal(result.skipped, 1)
  assert.equal(result.failures.length, 1)
  assert.match(result.failures[0] ?? '', /^sample\.test\.ts:8 bad\n.*AssertionError.*left.*right/s)
})

test('a file that can not be loaded fails with its own words', async () => {
  const { passed, failures } = await resultOf("import './nowhere.ts'")
  assert.equal(passed, 0)
  assert.match(failures.join('\n'), /^sample\.test\.ts\n.*Cannot find module .*nowhere\.ts/s)
})

test('a file that runs no test fails', async () => {
  const { passed, failures } = await resultOf('process.exit(0)')
  assert.deepEqual(
    { passed, failures },
    { passed: 0, failures: ['sample.test.ts ended before it had run a test'] },
  )
})

test('what breaks after its test has ended fails the file', async () => {
  const { failures } = await resultOf(
    "test('one', () => {})\nsetTimeout(() => { throw new Error('too late') }, 1)",
  )
  assert.match(failures.join('\n'), /too late/)
})

test('a file that does not end is killed and fails; what it had tested counts', async () => {
  const source = "test('one', () => {})\nsetInterval(() => {}, 1000)"
  const { passed, failures } = await resultOf(source, { limitMs: 10_000 })
  assert.equal(passed, 1)
  assert.deepEqual(failures, ['sample.test.ts had not ended after 10 s and was killed'])
})

const header = "import assert from 'node:assert/strict'\nimport { describe, test } from 'node:test'\n"

/** In a process of its own: node refuses to run tests from within a test. */
async function resultOf(source: string, options: { limitMs?: number } = {}): Promise<UnitResult> {
  const file = path.join(folder, 'sample.test.ts')
  await writeFile(file, header + source)
  const program = path.join(folder, 'program.mts')
  const runUnit = path.resolve(import.meta.dirname, '../../../script/test.d/run-unit.ts')
  await writeFile(
    program,
    `import { runUnit } from ${JSON.stringify(runUnit)}
     console.log(JSON.stringify(await runUnit(['sample.test.ts'], ${JSON.stringify({ cwd: folder, ...options })})))`,
  )
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env })
  return JSON.parse(stdout)
}
