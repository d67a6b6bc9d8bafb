import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HostedSession } from '../../../src/attach/hosted-session.ts'
import { CollectedOutput } from '../../../src/controller/sessions/collected-output.ts'
import { localProcess } from '../../fixtures/local-process.ts'

function collect(script: string, room = 1000) {
  const session = new HostedSession({
    tty: false,
    graceMs: 0,
    stopMs: 500,
    start: async () => localProcess(['bash', '-c', script]),
  })
  const collected = new CollectedOutput(room)
  return { session, collected, left: session.join(collected, { id: 'one', role: 'type' }) }
}

test('both outputs in one, once it has ended; there is nothing on its stdin', async () => {
  const { collected, left } = collect('cat; echo out; echo err >&2; exit 7')
  assert.deepEqual(await collected.ended, { exitCode: 7, reason: 'exited' })
  await left
  assert.deepEqual(collected.text.split('\n').sort(), ['', 'err', 'out'])
})

test('what there is no room for is read and counted, and holds up nobody', { timeout: 120_000 }, async () => {
  const { collected } = collect('head -c 5000000 /dev/zero | tr "\\0" x', 10)
  assert.equal((await collected.ended)?.exitCode, 0)
  assert.equal(collected.lost, 4_999_990)
  assert.equal(
    collected.text,
    'xxxxxxxxxx\n[qp: 4999990 bytes more were written and are not shown: that is all there is room for]\n',
  )
})

test('what is cut off is no half of a character', async () => {
  const { collected } = collect("printf 'aäb'", 2)
  await collected.ended
  assert.match(collected.text, /^a\n\[qp: 2 bytes more/)
})

test('who goes ends the process, and hears no end', { timeout: 120_000 }, async () => {
  const { session, collected, left } = collect('echo here; exec sleep 1000')
  collected.terminate()
  await left
  assert.equal(await collected.ended, undefined)
  assert.notEqual((await session.ended).exitCode, 0)
})

test('who is shown out hears no end either', async () => {
  const { session, collected, left } = collect('exec sleep 1000')
  collected.close(4003, 'you may no longer work on this app')
  await left
  assert.equal(await collected.ended, undefined)
  await session.ended
})
