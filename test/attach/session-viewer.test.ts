import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import {
  acknowledgeFrame,
  decodeFrame,
  type Frame,
  FrameError,
  resizeFrame,
} from '../../src/attach/frames.ts'
import { ReplayBuffer } from '../../src/attach/replay-buffer.ts'
import { openSessionViewer } from '../../src/attach/session-viewer.ts'
import { until } from '../fixtures/until.ts'
import { type WebSocketPair, webSocketPair } from '../fixtures/websocket-pair.ts'

const ended = { exitCode: 2, reason: 'exited' } as const

test('it is shown the output from its own place on, and the end behind all of it', {
  timeout: 120_000,
}, async () => {
  await using pair = await webSocketPair()
  const { viewer, sources, shown } = view(pair, { stdout: 4, stderr: 0 })
  sources.stdout.append(Buffer.from('old new'))
  sources.stderr.append(Buffer.from('error'))
  viewer.end(ended)
  for (const output of ['stdout', 'stderr'] as const) viewer.flush(output)
  sources.stdout.close()
  viewer.flush('stdout')
  await until('stdout is shown', () => shown().includes('stdout closed'))
  assert.ok(!shown().includes('ended'))
  sources.stderr.close()
  viewer.flush('stderr')
  await until('the end is shown', () => shown().includes('ended'))
  assert.deepEqual(shown(), ['stdout new', 'stderr error', 'stdout closed', 'stderr closed', 'ended'])
  assert.equal(pair.client.readyState, pair.client.OPEN)
})

test('its acknowledgements are counted, and whatever else it sends goes on', {
  timeout: 120_000,
}, async () => {
  await using pair = await webSocketPair()
  const heard: Frame[] = []
  const { viewer, sources, acknowledged } = view(pair, { stdout: 0, stderr: 0 }, (frame) => heard.push(frame))
  sources.stderr.append(Buffer.from('error'))
  viewer.flush('stderr')
  pair.client.send(acknowledgeFrame('stderr', 3))
  pair.client.send(resizeFrame({ columns: 80, rows: 24 }))
  pair.client.send(acknowledgeFrame('stdin', 3))
  await until('all has come', () => heard.length === 2)
  assert.deepEqual(
    heard.map((it) => it.channel),
    ['resize', 'acknowledge'],
  )
  assert.deepEqual([acknowledged(), viewer.outputs.stderr.acknowledged], [1, 3])
})

test('a frame that its host refuses closes the connection', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const { viewer } = view(pair, { stdout: 0, stderr: 0 }, () => {
    throw new FrameError('not now')
  })
  pair.client.send(resizeFrame({ columns: 80, rows: 24 }))
  const [code, reason] = await once(pair.client, 'close')
  assert.deepEqual([code, String(reason)], [1002, 'not now'])
  assert.equal((await viewer.link.closed).code, 1002)
})

test('who falls behind is told what it lost', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const { viewer, sources, shown } = view(pair, { stdout: 0, stderr: 0 })
  sources.stdout.append(Buffer.alloc(3_000_000))
  viewer.flush('stdout')
  await until('it was told', () => shown().length > 0)
  assert.equal(shown()[0], `stdout skipped to ${sources.stdout.start}`)
})

function view(
  pair: WebSocketPair,
  from: { stdout: number; stderr: number },
  onFrame: (frame: Frame) => void = () => {},
) {
  const frames: Frame[] = []
  let acknowledgements = 0
  pair.client.on('message', (data: Buffer) => void frames.push(decodeFrame(data)))
  pair.client.resume()
  const sources = { stdout: new ReplayBuffer(), stderr: new ReplayBuffer() }
  const onAcknowledge = () => {
    acknowledgements += 1
  }
  const viewer = openSessionViewer({ socket: pair.server, sources, from, onFrame, onAcknowledge })
  return { viewer, sources, shown: () => frames.map(describe), acknowledged: () => acknowledgements }
}

function describe(frame: Frame): string {
  if (frame.channel === 'data') return `${frame.of} ${frame.data}`
  if (frame.channel === 'close') return `${frame.of} closed`
  if (frame.channel !== 'status') return frame.channel
  const { status } = frame
  return status?.status === 'skipped' ? `${status.of} skipped to ${status.offset}` : String(status?.status)
}
