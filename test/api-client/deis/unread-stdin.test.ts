import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unreadStdin } from '../../../src/api-client/deis/unread-stdin.ts'

test('the first byte is something to read', async () => {
  const { stdin, holdsData, written } = unreadStdin()
  const holds = holdsData()
  stdin.write('a')
  assert.equal(await holds, true)
  await written
})

test('an end is nothing to read, and so is silence', async () => {
  const ended = unreadStdin()
  ended.stdin.end()
  assert.equal(await ended.holdsData(), false)
  assert.equal(await unreadStdin().holdsData(), false)
})

test('a byte that comes late is told of too', async () => {
  const { stdin, holdsData, written } = unreadStdin()
  assert.equal(await holdsData(), false)
  stdin.end('late')
  await written
})
