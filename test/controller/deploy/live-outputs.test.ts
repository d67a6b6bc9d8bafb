import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLiveOutputs } from '../../../src/controller/deploy/live-outputs.ts'

const never = new AbortController().signal

async function toArray(lines: AsyncIterable<string> | undefined): Promise<string[]> {
  const all = []
  for await (const line of lines ?? []) all.push(line)
  return all
}

test('whoever comes late reads it from its beginning, and each reads to its end', async () => {
  const outputs = createLiveOutputs()
  const output = outputs.begin('b1')
  const early = toArray(outputs.follow('b1', never))
  output.write('one')
  output.write('two')
  const late = toArray(outputs.follow('b1', never))
  await new Promise(setImmediate)
  output.write('three')
  assert.equal(output.end(), 'one\ntwo\nthree\n')
  assert.deepEqual(await early, ['one', 'two', 'three'])
  assert.deepEqual(await late, ['one', 'two', 'three'])
})

test('what has ended, or never began, is not there', () => {
  const outputs = createLiveOutputs()
  assert.equal(outputs.begin('b1').end(), '')
  assert.equal(outputs.follow('b1', never), undefined)
  assert.equal(outputs.follow('b2', never), undefined)
})

test('a reader who goes holds nothing up', async () => {
  const outputs = createLiveOutputs()
  const output = outputs.begin('b1')
  const gone = new AbortController()
  const reader = toArray(outputs.follow('b1', gone.signal))
  output.write('one')
  await new Promise(setImmediate)
  gone.abort()
  assert.deepEqual(await reader, ['one'])
})

test('what never stops writing is cut off, and says so once', () => {
  const outputs = createLiveOutputs()
  const shown: string[] = []
  const output = outputs.begin('b1', (line) => shown.push(line))
  for (let megabyte = 0; megabyte < 20; megabyte++) output.write('x'.repeat(1024 * 1024 - 1))
  const kept = output.end()
  assert.equal(kept.length - 8 * 1024 * 1024, (shown.at(-1)?.length ?? 0) + 1)
  assert.match(kept, /x\n ! {5}It wrote more than 8 MB\..*\n$/)
  assert.equal(shown.length, 9)
})
