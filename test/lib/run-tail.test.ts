import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AppContext } from '../../src/lib/app-context.ts'
import { tailUntilExit } from '../../src/lib/run-tail.ts'

const at = '2026-11-22T10:00:00.000000+00:00'

/** A log that goes on after the process has ended: reading on would never return. */
function logOf(lines: readonly string[]): AppContext {
  async function* read() {
    yield* lines
    await new Promise(() => {})
  }
  return { app: 'blog', api: { logs: { read } } } as unknown as AppContext
}

test('a log is followed until the process has ended', async () => {
  const lines = [
    `${at} app[run.1]: hello`,
    `${at} qp[run.1]: Process exited with status 0`,
    `${at} app[run.1]: late`,
  ]
  const written: string[] = []
  await tailUntilExit(logOf(lines), 'run.1', (line) => written.push(line))
  assert.deepEqual(written, lines.slice(0, 2))
})

test('what the process says of itself does not end it, and its code is passed on', async () => {
  const lines = [
    `${at} app[run.1]: Process exited with status 0`,
    `${at} qp[run.1]: Process exited with status 3`,
  ]
  const written: string[] = []
  await assert.rejects(
    tailUntilExit(logOf(lines), 'run.1', (line) => written.push(line)),
    { name: 'RemoteExit', exitCode: 3 },
  )
  assert.deepEqual(written, lines)
})
