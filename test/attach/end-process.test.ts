import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { endProcess } from '../../src/attach/end-process.ts'
import type { ProcessEnd } from '../../src/attach/frames.ts'
import { localProcess, localTerminalProcess } from '../fixtures/local-process.ts'
import { until } from '../fixtures/until.ts'

test('a process is asked to end, and given the time for it', { timeout: 120_000 }, async () => {
  const process = localProcess([
    'sh',
    '-c',
    'trap "echo bye; exit 5" TERM; echo ready; while :; do sleep 0.05; done',
  ])
  const output = await readUntil(process.stdout, 'ready')
  await endProcess(process)
  assert.equal((await process.exit).exitCode, 5)
  assert.match(output(), /bye/)
})

test('one that does not heed it is killed', { timeout: 120_000 }, async () => {
  const process = localProcess(['sh', '-c', 'trap "" TERM; echo ready; while :; do sleep 0.05; done'])
  await readUntil(process.stdout, 'ready')
  await endProcess(process, { term: 50 })
  assert.equal((await process.exit).exitCode, 137)
})

test('one whose terminal is closed is told so first', { timeout: 120_000 }, async () => {
  const script = 'trap "echo closed" HUP; trap "exit 6" TERM; echo ready; while :; do sleep 0.05; done'
  const process = localTerminalProcess(['sh', '-c', script])
  const output = await readUntil(process.stdout, 'ready')
  await endProcess(process, { hangUp: true })
  assert.equal((await process.exit).exitCode, 6)
  assert.match(output(), /closed/)
})

test('one that is stopped goes on to hear of its end', { timeout: 120_000 }, async () => {
  for (const start of [localProcess, localTerminalProcess]) {
    const process = start([
      'bash',
      '-c',
      'trap "exit 8" TERM; trap "" HUP; echo ready; kill -STOP $$; exit 9',
    ])
    await readUntil(process.stdout, 'ready')
    await until('it is stopped', () => / T /.test(readFileSync(`/proc/${process.pid}/stat`, 'utf8')))
    await endProcess(process, { hangUp: start === localTerminalProcess })
    assert.equal((await process.exit).exitCode, 8)
  }
})

test('what the engine can not see ending is cut off after the last signal', async () => {
  const exit = Promise.withResolvers<ProcessEnd>()
  const done: string[] = []
  await endProcess(
    {
      signal: async (name) => void done.push(name),
      exit: exit.promise,
      destroy() {
        done.push('destroyed')
        exit.resolve({ exitCode: 137, reason: 'exited' })
      },
    },
    { hangUp: true, term: 1, kill: 1 },
  )
  assert.deepEqual(done, ['SIGHUP', 'SIGTERM', 'SIGCONT', 'SIGKILL', 'destroyed'])
})

test('what has ended and takes no signal is fine', async () => {
  const exit = Promise.resolve<ProcessEnd>({ exitCode: 0, reason: 'exited' })
  const destroy = () => assert.fail('it is not cut off')
  await endProcess({ signal: () => Promise.reject(new Error('no such container')), exit, destroy })
})

async function readUntil(stdout: NodeJS.ReadableStream, what: string): Promise<() => string> {
  let text = ''
  const found = Promise.withResolvers<void>()
  stdout.on('data', (data: Buffer) => {
    text += data.toString()
    if (text.includes(what)) found.resolve()
  })
  await found.promise
  return () => text
}
