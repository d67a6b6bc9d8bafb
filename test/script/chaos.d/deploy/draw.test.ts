import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  deedKinds,
  describeDeed,
  drawRounds,
  harmKinds,
  slots,
} from '../../../../script/chaos.d/deploy/draw.ts'

const rounds = drawRounds(7, 3000)
const deeds = rounds.flatMap((it) => it.deeds)

test('a seed draws the same again, whatever their number', () => {
  assert.deepEqual(drawRounds(7, 12), rounds.slice(0, 2))
  assert.notDeepEqual(drawRounds(8, 12), rounds.slice(0, 2))
})

test('every deed has its number, and every kind of deed and of harm is drawn', () => {
  assert.deepEqual(
    deeds.map((it) => it.number),
    Array.from({ length: 3000 }, (_, index) => index),
  )
  assert.deepEqual(new Set(deeds.map((it) => it.kind)), new Set(deedKinds))
  assert.deepEqual(new Set(rounds.flatMap((it) => it.harms.map(({ kind }) => kind))), new Set(harmKinds))
  assert.equal(new Set(deeds.map((it) => it.slot)).size, slots)
})

test('a deed is described by what was drawn', () => {
  const [deed = assert.fail()] = deeds
  const drawn = { ...deed, number: 4, kind: 'push', slot: 1, after: 30 } as const
  assert.equal(describeDeed({ ...drawn, clientLives: undefined }), 'deed 4: push of app 1 at 30 ms')
  assert.match(describeDeed({ ...drawn, clientLives: 9 }), /, its client killed after 9 ms$/)
})
