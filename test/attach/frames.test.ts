import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  acknowledgeFrame,
  closeFrame,
  dataFrame,
  decodeFrame,
  FrameError,
  resizeFrame,
  signalFrame,
  statusFrame,
} from '../../src/attach/frames.ts'

test('the bytes are those of the protocol', () => {
  assert.deepEqual(dataFrame('stdin', [Buffer.from('a'), Buffer.from('b')]), Buffer.from('\u0000ab'))
  assert.deepEqual(dataFrame('stdout', []), Buffer.of(1))
  assert.deepEqual(dataFrame('stderr', [Buffer.of(255)]), Buffer.of(2, 255))
  assert.deepEqual(statusFrame({ status: 'started' }), Buffer.from('\u0003{"status":"started"}'))
  assert.deepEqual(resizeFrame({ columns: 80, rows: 24 }), Buffer.from('\u0004{"columns":80,"rows":24}'))
  assert.deepEqual(signalFrame('SIGINT'), Buffer.from('\u0005{"signal":"SIGINT"}'))
  assert.deepEqual(acknowledgeFrame('stderr', 7), Buffer.from('\u0006{"channel":2,"offset":7}'))
  assert.deepEqual(closeFrame('stdin'), Buffer.of(255, 0))
})

test('what is encoded is decoded to the same', () => {
  const everyByte = Buffer.from(Array.from({ length: 256 }, (_, value) => value))
  assert.deepEqual(decodeFrame(dataFrame('stdout', [everyByte])), {
    channel: 'data',
    of: 'stdout',
    data: everyByte,
  })
  const end = { status: 'ended', exitCode: 137, reason: 'out-of-memory', message: 'over 512 MB' } as const
  assert.deepEqual(decodeFrame(statusFrame(end)), { channel: 'status', status: end })
  assert.deepEqual(decodeFrame(resizeFrame({ columns: 1, rows: 65535 })), {
    channel: 'resize',
    size: { columns: 1, rows: 65535 },
  })
  assert.deepEqual(decodeFrame(signalFrame('SIGUSR1')), { channel: 'signal', signal: 'SIGUSR1' })
  assert.deepEqual(decodeFrame(acknowledgeFrame('stdin', 2 ** 40)), {
    channel: 'acknowledge',
    of: 'stdin',
    offset: 2 ** 40,
  })
  assert.deepEqual(decodeFrame(closeFrame('stderr')), { channel: 'close', of: 'stderr' })
})

test('a later version may say more than is known here', () => {
  const decode = (json: string) => decodeFrame(Buffer.from('\u0003' + json))
  assert.deepEqual(decode('{"status":"started","session":"s1","offset":0}'), {
    channel: 'status',
    status: { status: 'started' },
  })
  assert.deepEqual(decode('{"status":"moved"}'), { channel: 'status', status: undefined })
  assert.deepEqual(decode('{"status":"ended","exitCode":3,"reason":"evicted"}'), {
    channel: 'status',
    status: { status: 'ended', exitCode: 3, reason: 'exited' },
  })
})

const broken: Record<string, Buffer> = {
  'empty message': Buffer.alloc(0),
  'no such channel: 9': Buffer.of(9),
  'status is no JSON object': Buffer.from('\u0003[]'),
  'status has no status': Buffer.from('\u0003{}'),
  'status has no exitCode from 0 to 255': Buffer.from('\u0003{"status":"ended","exitCode":256}'),
  'resize is no JSON object': Buffer.from('\u0004{'),
  'resize needs columns and rows from 1 to 65535': Buffer.from('\u0004{"columns":0,"rows":0}'),
  'signal is no name of a signal': Buffer.from('\u0005{"signal":"SIGNOPE"}'),
  'no offset where there must be one': Buffer.from('\u0006{"channel":1}'),
  'no such data channel': Buffer.of(255, 3),
  'close names one channel': Buffer.of(255),
}

for (const [message, bytes] of Object.entries(broken)) {
  test(`refused: ${message}`, () => {
    assert.throws(() => decodeFrame(bytes), new FrameError(message))
  })
}
