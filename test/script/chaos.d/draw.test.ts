import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planDeed } from '../../../script/chaos.d/deeds.ts'
import {
  describeDraw,
  drawDisasters,
  drawRun,
  events,
  isTerminal,
  kinds,
} from '../../../script/chaos.d/draw.ts'

const many = Array.from({ length: 3000 }, (_, number) => drawRun(1, number))

test('a run is drawn again by its seed and number alone', () => {
  assert.deepEqual(drawRun(5, 17), drawRun(5, 17))
  assert.notDeepEqual(drawRun(5, 17), { ...drawRun(6, 17) })
  assert.match(describeDraw(drawRun(5, 17)), /^run 17: /)
})

test('every kind, event and moment is drawn', () => {
  assert.deepEqual(new Set(many.map((it) => it.kind)), new Set(kinds))
  assert.deepEqual(new Set(many.map((it) => it.event)), new Set(events))
  for (const { after } of many) assert.ok(after >= 0 && after < 1500)
  assert.ok(many.some((it) => it.after < 50) && many.some((it) => it.after > 1450))
})

test('what does not end by itself meets an event that ends it', () => {
  const ending = ['SIGKILL', 'SIGTERM', 'SIGHUP', 'SIGINT', 'vanish', 'remove', 'stop', 'timeout', 'leave']
  const endless = ['sleep', 'endless', 'stubborn']
  for (const draw of many.filter((it) => endless.includes(it.deed))) {
    assert.equal(planDeed(draw).exitCode, undefined)
    const ends = ending.includes(draw.event) || (draw.event === 'cut' && !isTerminal(draw))
    assert.ok(ends, describeDraw(draw))
  }
})

test('disasters are spread over all of the runs, the engine among them where it may be', () => {
  const all = drawDisasters(3, 1000, { engine: true })
  assert.deepEqual(all, drawDisasters(3, 1000, { engine: true }))
  assert.deepEqual(
    new Set(all.values()),
    new Set(['controller-killed', 'controller-stopped', 'engine-killed']),
  )
  assert.ok(all.size > 15 && all.size < 50, String(all.size))
  assert.ok(Math.min(...all.keys()) >= 10 && Math.max(...all.keys()) < 1000)
  assert.equal([...drawDisasters(3, 1000, { engine: false }).values()].includes('engine-killed'), false)
})
