import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endProcess } from '../../src/attach/end-process.ts'
import type { ProcessEnd } from '../../src/attach/frames.ts'
import { localProcess } from '../fixtures/local-process.ts'

/** A process that ends at one of these, and notes what happens to it. */
function mortal({ endsAt, answers = true }: { endsAt: string; answers?: boolean }) {
  const seen: string[] = []
  const exit = Promise.withResolvers<ProcessEnd>()
  const meet = (what: string) => {
    seen.push(what)
    if (what === endsAt) exit.resolve({ exitCode: 1, reason: 'exited' })
  }
  const signal = async (name: NodeJS.Signals) => {
    meet(name)
    if (!answers) await new Promise(() => {})
  }
  return { seen, exit: exit.promise, signal, destroy: () => meet('destroy') }
}

test('what heeds SIGTERM is sent no more', async () => {
  const process = mortal({ endsAt: 'SIGTERM' })
  await endProcess(process)
  assert.deepEqual(process.seen, ['SIGTERM'])
})

test('a terminal is hung up first', async () => {
  const process = mortal({ endsAt: 'SIGTERM' })
  await endProcess(process, { hangUp: true })
  assert.deepEqual(process.seen, ['SIGHUP', 'SIGTERM'])
})

test('what heeds nothing is killed, and let go of where that shows no end', async () => {
  const process = mortal({ endsAt: 'destroy' })
  await endProcess(process, { term: 10, kill: 10 })
  assert.deepEqual(process.seen, ['SIGTERM', 'SIGKILL', 'destroy'])
})

test('an engine that does not answer a signal holds up nothing', async () => {
  const process = mortal({ endsAt: 'destroy', answers: false })
  await endProcess(process, { term: 10, kill: 10 })
  assert.deepEqual(process.seen, ['SIGTERM', 'SIGKILL', 'destroy'])
})

test('a real process that heeds no SIGTERM', { timeout: 20_000 }, async () => {
  const process = localProcess(['sh', '-c', 'trap "" TERM; echo ready; while :; do sleep 0.1; done'])
  await new Promise((resolve) => process.stdout.once('data', resolve))
  await endProcess(process, { term: 50 })
  assert.equal((await process.exit).exitCode, 137)
})
