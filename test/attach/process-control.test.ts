import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { processControl } from '../../src/attach/process-control.ts'
import type { RemoteProcess } from '../../src/attach/remote-process.ts'
import { until } from '../fixtures/until.ts'

const small = { columns: 80, rows: 24 }
const large = { columns: 200, rows: 60 }

test('what comes before the process waits for it: the newest size, and every signal', async () => {
  const control = processControl(new PassThrough())
  assert.equal(control.size(), undefined)
  control.resize(small)
  control.resize(large)
  for (const name of ['SIGINT', 'SIGTERM'] as const) control.signal(name)
  assert.deepEqual(control.size(), large)
  const { process, done } = notingProcess()
  control.connect(process)
  control.signal('SIGKILL')
  await until('all has come', () => done.length === 4)
  assert.deepEqual(done, ['200x60', 'SIGINT', 'SIGTERM', 'SIGKILL'])
})

test('of a flood of signals each is on its way once, and waits once', async () => {
  const control = processControl(new PassThrough())
  for (let count = 0; count < 10_000; count++) control.signal('SIGINT')
  const gate = Promise.withResolvers<void>()
  const { process, done } = notingProcess()
  process.signal = async (name) => {
    done.push(name)
    await gate.promise
  }
  control.connect(process)
  for (let count = 0; count < 10_000; count++) control.signal('SIGINT')
  control.signal('SIGTERM')
  assert.deepEqual(done, ['SIGINT', 'SIGTERM'])
  gate.resolve()
  await until('all have come', () => done.length > 2)
  control.signal('SIGHUP')
  await until('the last has come', () => done.includes('SIGHUP'))
  assert.deepEqual(done, ['SIGINT', 'SIGTERM', 'SIGINT', 'SIGHUP'])
})

test('one resize at a time and of those that wait the newest, before the keys behind them', async () => {
  const stdin = new PassThrough()
  const control = processControl(stdin)
  const gate = Promise.withResolvers<void>()
  const { process, done } = notingProcess(() => gate.promise)
  stdin.on('data', (keys: Buffer) => void done.push(keys.toString()))
  control.connect(process)
  control.resize(small)
  for (const columns of [81, 82, 83]) control.resize({ columns, rows: 24 })
  stdin.write('key')
  await until('the first has begun', () => done.length > 0)
  assert.deepEqual(done, ['80x24'])
  gate.resolve()
  await until('the key has come', () => done.includes('key'))
  assert.deepEqual(done, ['80x24', '83x24', 'key'])
})

test('a size that an engine does not take holds up no key', async () => {
  const stdin = new PassThrough()
  const control = processControl(stdin)
  const { process } = notingProcess(() => Promise.reject(new Error('no terminal')))
  process.signal = () => Promise.reject(new Error('no process'))
  control.connect(process)
  control.resize(small)
  control.signal('SIGINT')
  stdin.write('key')
  await until('the key has come', () => stdin.readableLength === 3)
})

function notingProcess(resized: () => Promise<void> = async () => {}) {
  const done: string[] = []
  const process: RemoteProcess = {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: null,
    resize({ columns, rows }) {
      done.push(`${columns}x${rows}`)
      return resized()
    },
    signal: async (name) => void done.push(name),
    exit: new Promise(() => {}),
    destroy() {},
  }
  return { process, done }
}
