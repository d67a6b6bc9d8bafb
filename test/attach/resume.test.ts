import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { PassThrough, Writable } from 'node:stream'
import { test } from 'node:test'
import { type ProcessEnd, WINDOW_BYTES } from '../../src/attach/frames.ts'
import { HostedSession } from '../../src/attach/hosted-session.ts'
import type { RemoteProcess } from '../../src/attach/remote-process.ts'
import type { Outputs } from '../../src/attach/session-viewer.ts'
import { webSocketProcess } from '../../src/attach/websocket-process.ts'
import { type Cut, type CutNetwork, cutNetwork } from '../fixtures/cut-network.ts'
import { localProcess } from '../fixtures/local-process.ts'
import { until } from '../fixtures/until.ts'

const wholeOutput = 'ready\r\ngot one\r\ngot two\r\nend of input\r\n'
const wholeInput = 'one\ntwo\n\u0004'

for (const by of ['client', 'server'] as const) {
  test(`wherever the ${by}'s bytes break off, nothing is lost or doubled`, { timeout: 120_000 }, async () => {
    const { bytes } = await converse([])
    assert.ok(bytes[by] > 20, `${bytes[by]} bytes to cut between`)
    // The client's first byte is sent when the handshake is over.
    for (let after = by === 'client' ? 1 : 0; after <= bytes[by]; after++) {
      const told = await converse([{ by, after }])
      assert.deepEqual(
        { input: told.input, output: told.output, end: told.end },
        { input: wholeInput, output: wholeOutput, end: { exitCode: 7, reason: 'exited' } },
        `cut behind byte ${after}`,
      )
    }
  })
}

test('a connection that breaks again and again, at the worst of times, brings it all in order', {
  timeout: 120_000,
}, async (t) => {
  const seed = Number(process.env['QP_TEST_SEED'] ?? Date.now() % 1_000_000)
  t.diagnostic(`QP_TEST_SEED=${seed}`)
  const random = randomNumbers(seed)
  const cuts: Cut[] = Array.from({ length: 40 }, () => ({
    by: random() < 0.5 ? 'client' : 'server',
    // As often within the first frames as within a window.
    after: 1 + Math.floor(random() < 0.5 ? random() * 500 : random() * WINDOW_BYTES),
  }))
  const input = Buffer.concat(
    Array.from({ length: 600_000 }, (_, index) => Buffer.from(String(index).padStart(9, '0') + '\n')),
  )
  const script = 'head -c "$0" | tee >(sed s/^/e/ >&2); exit 3'
  const session = new HostedSession({
    tty: true,
    graceMs: 60_000,
    start: async () => localProcess(['bash', '-c', script, String(input.length)]),
  })
  await using network = await cutNetwork(session, cuts)
  const remote = await cutProcess(network)
  const [stdout, stderr] = [lineCheck(''), lineCheck('e')]
  remote.stdout.pipe(stdout.sink)
  remote.stderr?.pipe(stderr.sink)
  remote.stdin.write(input)
  assert.deepEqual(await remote.exit, { exitCode: 3, reason: 'exited' })
  await until('all was read', () => stdout.sink.writableFinished && stderr.sink.writableFinished)
  assert.equal(stdout.hash(), createHash('sha256').update(input).digest('hex'))
  assert.deepEqual([stdout.lines(), stderr.lines()], [600_000, 600_000])
  assert.ok(network.connections() > 10, `${network.connections()} connections`)
})

/** A short session at a terminal over a network that breaks once: what the process was told, and what was shown of it. */
async function converse(cuts: readonly Cut[]) {
  const far = answeringProcess()
  const session = new HostedSession({ tty: true, graceMs: 60_000, start: async () => far.process })
  await using network = await cutNetwork(session, cuts)
  const near = await cutProcess(network)
  let output = ''
  near.stdout.on('data', (data: Buffer) => {
    output += data.toString()
  })
  const shows = (what: string) => until(`it shows ${what}`, () => output.includes(what))
  // Before anything was heard: what is typed early may be lost with the connection.
  near.stdin.write('one\n')
  await shows('got one')
  near.stdin.write('two\n')
  await shows('got two')
  near.stdin.end()
  await shows('end of input')
  far.end()
  const end = await near.exit
  await session.ended
  return { input: far.input(), output, end, bytes: network.carried() }
}

async function cutProcess(network: CutNetwork): Promise<RemoteProcess> {
  const open = (received?: Outputs<number>) => network.open({ id: 'one', role: 'type', received })
  return webSocketProcess({ socket: await open(), reopen: open, graceMs: 30_000 })
}

/** Answers each line of its terminal, and its end. */
function answeringProcess() {
  const stdout = new PassThrough()
  const exit = Promise.withResolvers<ProcessEnd>()
  let input = ''
  let line = ''
  stdout.write('ready\r\n')
  const stdin = new Writable({
    write(data: Buffer, _encoding, done) {
      for (const key of data.toString()) {
        input += key
        if (key === '\u0004') stdout.write('end of input\r\n')
        else if (key === '\n') stdout.write(`got ${line}\r\n`)
        line = key === '\n' ? '' : line + key
      }
      done()
    },
  })
  const process: RemoteProcess = {
    stdin,
    stdout,
    stderr: null,
    resize: async () => {},
    signal: async () => {},
    exit: exit.promise,
    destroy: () => void stdout.destroy(),
  }
  return {
    process,
    input: () => input,
    end() {
      stdout.end()
      exit.resolve({ exitCode: 7, reason: 'exited' })
    },
  }
}

/** Takes numbered lines in their order, and nothing else. */
function lineCheck(prefix: string) {
  const hash = createHash('sha256')
  let rest = ''
  let next = 0
  const sink = new Writable({
    write(data: Buffer, _encoding, done) {
      hash.update(data)
      const lines = (rest + data.toString('latin1')).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const expected = prefix + String(next).padStart(9, '0')
        if (line !== expected) return done(new Error(`${expected} should come, and ${line} came`))
        next += 1
      }
      done()
    },
  })
  return { sink, hash: () => hash.digest('hex'), lines: () => next }
}

/** The same numbers for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
