import assert from 'node:assert/strict'
import { Duplex } from 'node:stream'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { openBinaryLane } from '../../src/attach/binary-lane.ts'
import { applyMask } from '../../src/attach/websocket-frame.ts'

/** Pseudo-random numbers below a limit, the same ones for the same seed (mulberry32). */
function numbersOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const maxPayload = 2000
const longest = 500

type Random = ReturnType<typeof numbersOf>

interface FrameParts {
  first: number
  payload: Buffer
  /** What the header says, where it lies. */
  length?: bigint
  width?: 'short' | 'medium' | 'long'
  mask: Buffer | undefined
}

function frameBytes({ first, payload, length = BigInt(payload.length), width, mask }: FrameParts): Buffer {
  const needed = length < 126n ? 'short' : length < 65_536n ? 'medium' : 'long'
  const head = Buffer.alloc({ short: 2, medium: 4, long: 10 }[width ?? needed])
  head[0] = first
  head[1] = (mask ? 0x80 : 0) | (head.length === 2 ? Number(length) : head.length === 4 ? 126 : 127)
  if (head.length === 4) head.writeUInt16BE(Number(length), 2)
  if (head.length === 10) head.writeBigUInt64BE(length, 2)
  return Buffer.concat(mask ? [head, mask, applyMask(Buffer.from(payload), mask)] : [head, payload])
}

/** Mostly frames as they should be, now and then one that ws refuses. */
function randomFrame(random: Random, areMasked: boolean): Buffer {
  const isOdd = random(12) === 0
  const mask = () => (random(3) === 0 ? Buffer.alloc(4) : Buffer.from([1, 2, 3, 4].map(() => random(256))))
  const text = Buffer.from('añ'.repeat(random(30)))
  const kinds = [0x82, 0x82, 0x82, 0x82, 0x81, 0x02, 0x01, 0x00, 0x80, 0x80, 0x89, 0x8a] as const
  const first = isOdd ? random(256) : (kinds[random(kinds.length)] ?? 0x82)
  const isControl = (first & 8) !== 0
  const size = [0, 1, 5, 125, 126, 499, 500, 501, 2000][random(isControl ? 4 : 9)] ?? 0
  const payload = (first & 15) === 1 ? text : Buffer.from(Array.from({ length: size }, () => random(256)))
  const odd: Partial<FrameParts>[] = [
    { width: 'medium' },
    { width: 'long' },
    { mask: areMasked ? undefined : mask() },
    { length: 2n ** 63n + BigInt(random(9)) },
    { length: 2n ** 53n },
    { length: 2001n },
    { first: 0x88, payload: Buffer.from([random(256), random(256)]) },
    { first: 0x88, payload: Buffer.from([3, 232, 0xff, random(256)]) },
    { first: 0x88, payload: Buffer.from([3]) },
    { first: 0x88, payload: Buffer.alloc(0) },
    { first: 0x81, payload: Buffer.from([0x61, 0xc3, 0x28]) },
    { first: 0x82, payload: Buffer.from('a'), width: 'long' },
    { first: 0x82, payload: Buffer.alloc(200), width: 'long' },
  ]
  const twist = isOdd ? odd[random(odd.length)] : {}
  return frameBytes({ first, payload, mask: areMasked ? mask() : undefined, ...twist })
}

/** Cut anywhere: at times into single bytes, at times not at all. */
function cut(random: Random, bytes: Buffer): Buffer[] {
  const most = [1, 7, 130, 5000, bytes.length][random(5)] ?? 1
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + random(Math.max(1, most))
    chunks.push(Buffer.from(bytes.subarray(at, end)))
    at = end
  }
  return chunks
}

/** A websocket whose peer is nobody: what it is given and what it writes. */
function standing(isServer: boolean, withLane: boolean) {
  const heard: string[] = []
  const written: Buffer[] = []
  const stream = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      written.push(Buffer.from(chunk))
      done()
    },
  })
  const socket = openedBy(stream, isServer)
  socket.on('error', (error: Error & { code?: string }) => heard.push(`error ${error.code}`))
  socket.on('close', (code, reason) => heard.push(`close ${code} ${reason.toString('hex')}`))
  socket.on('message', (data: Buffer, isBinary) => heard.push(`${isBinary} ${data.toString('hex')}`))
  for (const event of ['ping', 'pong'] as const)
    socket.on(event, (data: Buffer) => heard.push(`${event} ${data.toString('hex')}`))
  let begun = ''
  const lane = withLane
    ? openBinaryLane(socket, {
        longest,
        onPiece({ bytes, isLast }) {
          begun += bytes.toString('hex')
          if (isLast) heard.push(`true ${begun}`)
          if (isLast) begun = ''
        },
      })
    : undefined
  assert.equal(lane !== undefined, withLane)
  return { stream, heard, written, socket }
}

/** As ws does it itself behind a handshake. */
function openedBy(stream: Duplex, isServer: boolean): WebSocket {
  const socket = new WebSocket(null as unknown as string, undefined, {})
  const bare = socket as unknown as {
    _isServer: boolean
    _url: string
    setSocket(stream: Duplex, head: Buffer, options: object): void
  }
  bare._isServer = isServer
  if (!isServer) bare._url = 'ws://127.0.0.1/'
  bare.setSocket(stream, Buffer.alloc(0), { maxPayload, allowSynchronousEvents: true, maxFragments: 50 })
  return socket
}

async function play(isServer: boolean, withLane: boolean, chunks: readonly Buffer[], isEnded: boolean) {
  const { stream, heard, written, socket } = standing(isServer, withLane)
  for (const chunk of chunks) {
    if (stream.destroyed) break
    stream.push(Buffer.from(chunk))
    if (chunks.length < 20) await setImmediate()
  }
  await setImmediate()
  if (isEnded && !stream.destroyed) stream.push(null)
  await setImmediate()
  await setImmediate()
  const count = written.length
  socket.terminate()
  await setImmediate()
  // A client's are masked by chance.
  return { heard, written: isServer ? Buffer.concat(written).toString('hex') : count }
}

/** ROUNDS asks for more: each has its own bytes. */
const rounds = Number(process.env['ROUNDS'] ?? 300)

for (const isServer of [true, false]) {
  test(`${isServer ? 'a controller' : 'a client'} hears what ws alone would hear`, {
    timeout: 120_000,
  }, async () => {
    for (let seed = 1; seed <= rounds; seed++) {
      const random = numbersOf(seed)
      const bytes = Buffer.concat(Array.from({ length: 1 + random(25) }, () => randomFrame(random, isServer)))
      const chunks = cut(random, bytes)
      const isEnded = random(2) === 0
      const [ours, theirs] = [
        await play(isServer, true, chunks, isEnded),
        await play(isServer, false, chunks, isEnded),
      ]
      assert.deepEqual(ours, theirs, `seed ${seed}`)
    }
  })
}
