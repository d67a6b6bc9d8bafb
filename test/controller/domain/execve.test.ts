import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import {
  checkArguments,
  longestString,
  mostBytes,
  sizeOfStrings,
} from '../../../src/controller/domain/execve.ts'

/** Each as long as it may be, and together as many as may be. */
const largest = ['x'.repeat(longestString - 1), 'x'.repeat(mostBytes - longestString - 2 * 8 - 1)]

test('the kernel takes the largest of what is taken here, as arguments and environment at once', () => {
  checkArguments(largest)
  assert.equal(sizeOfStrings(largest), mostBytes)
  const name = 'A='.length
  const env = { A: largest[0]?.slice(name), B: largest[1]?.slice(name) }
  const { status, error } = spawnSync('/bin/true', largest, { env })
  assert.deepEqual([status, error], [0, undefined])
})

test('what is longer is refused, and so is one word that the kernel takes in no company', () => {
  const refusal = { id: 'invalid_params', message: /^The command is \d+ bytes long, which no process/ }
  assert.throws(() => checkArguments([...largest, '']), refusal)
  const tooLong = 'x'.repeat(longestString)
  assert.throws(() => checkArguments([tooLong]), refusal)
  assert.equal((spawnSync('/bin/true', [tooLong]).error as NodeJS.ErrnoException).code, 'E2BIG')
  assert.throws(() => checkArguments(['a\0b']), { message: /NUL byte/ })
})
