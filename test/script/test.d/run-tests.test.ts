import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'

const root = path.resolve(import.meta.dirname, '../../..')

function runTests(...paths: string[]) {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const program = path.join(root, 'script/test.d/run-tests.ts')
  const { status, stdout } = spawnSync(process.execPath, [program, ...paths], { env, encoding: 'utf8' })
  return { status, lastLine: stdout.trimEnd().split('\n').at(-1) }
}

test('what passes ends in the sum and exit code 0', () => {
  assert.deepEqual(runTests('script/test.d/report.ts'), { status: 0, lastLine: '5 passed, 0 failed' })
})

test('a path that names nothing fails', () => {
  assert.deepEqual(runTests('test/nowhere'), { status: 1, lastLine: '0 passed, 1 failed' })
})
