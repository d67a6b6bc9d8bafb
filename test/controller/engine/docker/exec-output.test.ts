import assert from 'node:assert/strict'
import { Duplex, PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { relayExecOutput } from '../../../../src/controller/engine/docker/exec-output.ts'
import { until } from '../../../fixtures/until.ts'

const chunk = Buffer.alloc(64 * 1024, 'x')

/** A connection to which a test writes what the engine sends. */
function connect(hasEnded: () => Promise<boolean> = async () => false) {
  const engine = new PassThrough()
  const connection = Duplex.from({ readable: engine, writable: new PassThrough() })
  connection.on('error', () => {})
  return { engine, connection, output: relayExecOutput(connection, hasEnded) }
}

/** Writes as much of so many chunks as is taken without being read; the rest waits. */
async function offer(engine: PassThrough, count: number): Promise<() => number> {
  let taken = 0
  for (let n = 0; n < count; n += 1) engine.write(chunk, () => (taken += 1))
  return () => taken
}

test('all of it arrives, and its end', async () => {
  const { engine, output } = connect()
  engine.write('a')
  engine.end('b')
  assert.equal(String(await buffer(output)), 'ab')
})

test('while the command runs, a reader that stalls holds it up', async () => {
  let looks = 0
  const { engine, output } = connect(async () => {
    looks += 1
    return false
  })
  const taken = await offer(engine, 40)
  await until('two looks at the command', () => looks >= 2)
  assert.ok(taken() < 10, `${taken()} chunks were taken`)
  engine.end()
  assert.equal((await buffer(output)).length, 40 * chunk.length)
})

test('once it has ended, the rest is taken in though nobody reads, but not without end', async () => {
  const { engine, output } = connect(async () => true)
  const taken = await offer(engine, 200)
  await until('the rest to be taken', () => taken() >= 4 * 16)
  await until('it to be enough', () => engine.writableNeedDrain)
  assert.ok(taken() < 100, `${taken()} chunks were taken`)
  engine.end()
  assert.equal((await buffer(output)).length, 200 * chunk.length)
})

test('an engine that does not answer does no harm', async () => {
  let looks = 0
  const { engine, output } = connect(async () => {
    looks += 1
    throw new Error('gone')
  })
  await offer(engine, 10)
  await until('two looks', () => looks >= 2)
  engine.end()
  assert.equal((await buffer(output)).length, 10 * chunk.length)
})

test('a connection that breaks is no end', async () => {
  const { connection, output } = connect()
  connection.destroy(new Error('cut'))
  await assert.rejects(buffer(output), /cut|aborted|close/i)
})

test('letting go of the output lets go of the connection', async () => {
  const { connection, output } = connect()
  output.destroy()
  await until('it to be let go of', () => connection.destroyed)
})

test('an engine that says nothing of a command is ending it', async () => {
  const { engine, output } = connect(() => new Promise(() => {}))
  const taken = await offer(engine, 30)
  await until('all of it to be taken', () => taken() === 30)
  engine.end()
  assert.equal((await buffer(output)).length, 30 * chunk.length)
})
