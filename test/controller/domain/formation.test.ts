import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  applyFormationChange,
  type FormationEntry,
  initialQuantity,
  newFormationEntry,
} from '../../../src/controller/domain/formation.ts'
import { plainSettings } from '../../../src/controller/domain/process-settings.ts'

const made = new Date('2026-08-01T10:00:00Z')
const now = new Date('2026-08-01T11:00:00Z')
const entry: FormationEntry = {
  id: 'f1',
  appId: 'a1',
  type: 'web',
  quantity: 3,
  size: 'Standard-1X',
  stopped: [2, 4],
  settings: plainSettings,
  createdAt: made,
  updatedAt: made,
}

test('a web process starts with one dyno, any other with none', () => {
  assert.equal(initialQuantity('web'), 1)
  assert.equal(initialQuantity('worker'), 0)
})

const quantities: [asked: number | string, quantity: number][] = [
  [5, 5],
  [0, 0],
  [100, 100],
  ['5', 5],
  ['+1', 4],
  ['-1', 2],
  ['-9', 0],
  ['+0', 3],
]
for (const [asked, quantity] of quantities) {
  test(`three dynos scaled to ${JSON.stringify(asked)} are ${quantity}, none of them stopped`, () => {
    assert.deepEqual(applyFormationChange(entry, { type: 'web', quantity: asked }, now), {
      ...entry,
      quantity,
      stopped: [],
      updatedAt: now,
    })
  })
}

for (const asked of [101, '+98', 1.5, -1, 'many']) {
  test(`scaling three dynos to ${JSON.stringify(asked)} is refused`, () => {
    assert.throws(() => applyFormationChange(entry, { type: 'web', quantity: asked }, now), {
      id: 'invalid_params',
      message: `Can't scale web to ${asked}: use a number from 0 to 100.`,
    })
  })
}

test('a size by any spelling; what was stopped stays stopped', () => {
  assert.deepEqual(applyFormationChange(entry, { type: 'web', size: 'performance-m' }, now), {
    ...entry,
    size: 'Performance-M',
    stopped: [2],
    updatedAt: now,
  })
})

test('an unknown size is refused', () => {
  assert.throws(() => applyFormationChange(entry, { type: 'web', size: 'huge' }, now), {
    id: 'invalid_params',
    message: /^No such dyno size: huge\. There are /,
  })
})

test('an entry of a type that has none yet', () => {
  const of = { id: 'f2', appId: 'a1', type: 'worker' }
  assert.deepEqual(newFormationEntry(of, now), {
    ...of,
    quantity: 0,
    size: 'Standard-1X',
    stopped: [],
    settings: plainSettings,
    createdAt: now,
    updatedAt: now,
  })
})

test('a size takes the place of limits of its own, and leaves the other settings alone', () => {
  const limits = { memory: { limit: 1, request: null }, cpu: null }
  const limited = { ...entry, settings: { ...plainSettings, limits, stopGrace: 9 } }
  const sized = applyFormationChange(limited, { type: 'web', size: 'basic' }, now)
  assert.deepEqual([sized.size, sized.settings], ['Basic', { ...plainSettings, stopGrace: 9 }])
  const scaled = applyFormationChange(limited, { type: 'web', quantity: 2, size: 'custom' }, now)
  assert.deepEqual([scaled.size, scaled.settings], [entry.size, limited.settings])
  assert.throws(() => applyFormationChange(entry, { type: 'web', size: 'custom' }, now), {
    id: 'invalid_params',
    message: /No such dyno size: custom/,
  })
})
