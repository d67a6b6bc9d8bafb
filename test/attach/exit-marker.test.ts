import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ExitMarkerFilter, wantsExitMarker, withoutExitMarker } from '../../src/attach/exit-marker.ts'

const marker = '\uFFFF heroku-command-exit-status: '

/** What comes out of it, chunk by chunk, for these chunks. */
function filtered(chunks: readonly Buffer[], missing?: number): Promise<string[]> {
  const filter = new ExitMarkerFilter()
  for (const chunk of chunks) filter.write(chunk)
  filter.conclude(missing)
  return collect(filter)
}

async function collect(filter: ExitMarkerFilter): Promise<string[]> {
  const seen: string[] = []
  filter.on('data', (chunk: Buffer) => seen.push(chunk.toString()))
  await new Promise((resolve) => filter.once('end', resolve))
  return seen
}

test('the marker leaves whole and alone, wherever it was cut', async () => {
  const text = Buffer.from(`hello${marker}17\r\n`)
  for (let at = 1; at < text.length; at += 1) {
    const seen = await filtered([text.subarray(0, at), text.subarray(at)])
    assert.equal(seen.at(-1), `${marker}17\r\n`, `cut at ${at}`)
    assert.equal(seen.slice(0, -1).join(''), 'hello', `cut at ${at}`)
  }
})

test('byte by byte it is the same', async () => {
  const seen = await filtered([...Buffer.from(`a\n${marker}0\n`)].map((it) => Buffer.of(it)))
  assert.deepEqual(seen, ['a', '\n', `${marker}0\n`])
})

test('what only begins like it passes, byte for byte', async () => {
  const bytes = Buffer.concat([Buffer.of(0xef), Buffer.from('\uFFFF herring'), Buffer.of(0xef, 0xbf)])
  const filter = new ExitMarkerFilter()
  filter.write(bytes)
  filter.conclude(undefined)
  const seen: Buffer[] = []
  for await (const chunk of filter) seen.push(chunk)
  assert.deepEqual(Buffer.concat(seen), bytes)
})

test('what follows the marker passes too, and a marker that never ends is held no longer than one can be', async () => {
  assert.deepEqual(await filtered([Buffer.from(`${marker}0\nmore`)]), [`${marker}0\n`, 'more'])
  const filter = new ExitMarkerFilter()
  filter.write(Buffer.from(`${marker}123456`))
  assert.equal(filter.read()?.toString(), `${marker}123456`)
})

test('a code that the command did not say is said at the end, and no other', async () => {
  assert.deepEqual(await filtered([Buffer.from('killed')], 137), ['killed', `${marker}137\r\n`])
  assert.deepEqual(await filtered([Buffer.from(`${marker}3\r\n`)], 0), [`${marker}3\r\n`])
  assert.deepEqual(await filtered([Buffer.from('x')]), ['x'])
})

test('people read the command as it was typed', () => {
  assert.equal(withoutExitMarker(`ls ; exit 3 ; echo "${marker}$?"`), 'ls ; exit 3')
  assert.equal(withoutExitMarker('ls ; echo "x"'), 'ls ; echo "x"')
})

test('a command asks for it by having it said', () => {
  assert.equal(wantsExitMarker(`ls ; echo "${marker}$?"`), true)
  assert.equal(wantsExitMarker('echo heroku-command-exit-status: 0'), false)
})
