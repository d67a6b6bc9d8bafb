import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitMessages } from '../../src/attach/split-messages.ts'
import { binaryMessage } from '../../src/attach/websocket-frame.ts'

const mask = Buffer.of(9, 8, 7, 6)
const ping = Buffer.from([0x89, 2, 104, 105])
const emptyPing = Buffer.from([0x89, 0])
const text = Buffer.from([0x81, 2, 104, 105])
const fragment = Buffer.from([0x02, 1, 97])
const lastFragment = Buffer.from([0x80, 1, 98])
const compressed = Buffer.from([0xc2, 1, 97])
const close = Buffer.from([0x88, 2, 3, 232])
const message = (content: string, key?: Buffer) => Buffer.concat(binaryMessage(Buffer.from(content), key))

/** What comes of the chunks: each binary message as text in quotes, all else as it came. */
function split(chunks: readonly Buffer[], { areMasked = false, longest = 1000 } = {}): string[] {
  const heard: string[] = []
  let begun = ''
  let others: Buffer[] = []
  const flush = () => {
    if (others.length > 0) heard.push(Buffer.concat(others).toString('hex'))
    others = []
  }
  const splitter = splitMessages({
    areMasked,
    longest,
    onOther: (bytes) => void others.push(Buffer.from(bytes)),
    onPiece({ bytes, isFirst, isLast }) {
      flush()
      assert.ok(bytes.length > 0)
      assert.equal(isFirst, begun === '')
      begun += bytes.toString()
      if (!isLast) return
      heard.push(`"${begun}"`)
      begun = ''
    },
  })
  for (const chunk of chunks) splitter.take(Buffer.from(chunk))
  flush()
  assert.equal(begun, '')
  return heard
}

const everything = Buffer.concat([
  message('one'),
  emptyPing,
  message('two, and this one is longer than what a short header can tell: '.padEnd(300, '.')),
  fragment,
  ping,
  lastFragment,
  message('three'),
  close,
])
const expected = [
  '"one"',
  emptyPing.toString('hex'),
  `"${'two, and this one is longer than what a short header can tell: '.padEnd(300, '.')}"`,
  Buffer.concat([fragment, ping, lastFragment]).toString('hex'),
  '"three"',
  close.toString('hex'),
]

test('binary messages are told apart from all else, wherever the chunks break off', () => {
  assert.deepEqual(split([everything]), expected)
  for (let at = 1; at < everything.length; at++)
    assert.deepEqual(split([everything.subarray(0, at), everything.subarray(at)]), expected, `${at}`)
  assert.deepEqual(split([...everything].map((byte) => Buffer.of(byte))), expected)
})

test('masks are taken off, wherever the chunks break off', () => {
  const bytes = Buffer.concat([message('hello, world', mask), message('plain', Buffer.alloc(4))])
  for (let at = 0; at < bytes.length; at++)
    assert.deepEqual(split([bytes.subarray(0, at), bytes.subarray(at)], { areMasked: true }), [
      '"hello, world"',
      '"plain"',
    ])
})

for (const [what, bytes, options] of [
  ['text', text, {}],
  ['a compressed message', compressed, {}],
  ['an empty message', message(''), {}],
  ['a message that is too long', message('long'), { longest: 3 }],
  ['a message that is masked and must not be', message('x', mask), {}],
  ['a message that must be masked and is not', message('x'), { areMasked: true }],
] as const) {
  test(`${what} is none of ours`, () => {
    assert.deepEqual(split([bytes], options), [bytes.toString('hex')])
  })
}

test('between the fragments of another message there is none of ours', () => {
  const bytes = [fragment, message('x'), ping, message('y'), lastFragment, message('z')]
  assert.deepEqual(split(bytes), [
    Buffer.concat(bytes.slice(0, 3)).toString('hex'),
    '"y"',
    lastFragment.toString('hex'),
    '"z"',
  ])
})

test('behind a close, and once it was stopped, nothing is taken any more', () => {
  assert.deepEqual(split([close, message('late')]), [close.toString('hex')])
  const pieces: string[] = []
  const splitter = splitMessages({
    areMasked: false,
    longest: 10,
    onOther: () => {},
    onPiece: ({ bytes }) => pieces.push(bytes.toString()),
  })
  splitter.take(message('a'))
  splitter.stop()
  splitter.take(message('b'))
  assert.deepEqual(pieces, ['a'])
})
