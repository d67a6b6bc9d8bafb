import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { planDeed } from '../../../script/chaos.d/deeds.ts'
import { type Draw, drawRun } from '../../../script/chaos.d/draw.ts'
import { findFaults, type Outcome, shownOutput } from '../../../script/chaos.d/judge.ts'

const shown = Buffer.from('Running seq on blog... up, run.1234\r\n1\r\n2\r\n3\r\n')

function faults(draw: Partial<Draw>, outcome: Partial<Outcome>): string[] {
  const whole: Draw = { ...drawRun(1, 1), kind: 'pipe', deed: 'count', event: 'nothing', amount: 3, ...draw }
  return findFaults(whole, planDeed(whole), {
    code: 0,
    output: Buffer.from('1\n2\n3\n'),
    isRestored: true,
    isHung: false,
    wasUp: false,
    disasters: [],
    ...outcome,
  })
}

describe('what nothing happened to', () => {
  test('has its own code and all of its output', () => {
    assert.deepEqual(faults({}, {}), [])
    assert.deepEqual(faults({}, { code: 1 }), ['ended with 1, not with 0'])
    assert.deepEqual(faults({}, { output: Buffer.from('1\n2\n') }), [
      'wrote 4 bytes, not these 6; they differ from byte 4 on',
    ])
    assert.deepEqual(faults({}, { isHung: true }), ['it hung'])
  })

  test('on a terminal, which is as it was', () => {
    assert.deepEqual(faults({ kind: 'terminal' }, { output: shown }), [])
    assert.deepEqual(faults({ kind: 'terminal' }, { output: shown, isRestored: false }), [
      'the terminal was not restored',
    ])
  })
})

test('SIGKILL alone may leave a terminal raw', () => {
  const left = { code: 137, isRestored: false, output: shown }
  assert.deepEqual(faults({ kind: 'terminal', event: 'SIGKILL' }, left), [])
  assert.equal(faults({ kind: 'terminal', event: 'SIGTERM' }, { ...left, code: 143 }).length, 1)
})

test('a terminal outlives a cut that came after its start, with all of its output; a pipe need not', () => {
  const cut = { event: 'cut', kind: 'terminal' } as const
  assert.deepEqual(faults(cut, { wasUp: true, output: shown }), [])
  assert.equal(faults(cut, { wasUp: true, code: 255, output: shown }).length, 1)
  assert.equal(faults(cut, { wasUp: true, output: shown.subarray(0, -3) }).length, 1)
  assert.deepEqual(faults({ event: 'cut' }, { code: 255, output: Buffer.from('1\n') }), [])
})

test('bytes that were never written are a fault, whatever happened', () => {
  assert.deepEqual(faults({ event: 'SIGKILL' }, { code: 137, output: Buffer.from('1\n3') }), [
    'wrote other bytes than it had to, from byte 2 on',
  ])
})

test('in a disaster it may end in many ways, but not with any code', () => {
  assert.deepEqual(faults({}, { code: 254, output: Buffer.of(), disasters: ['controller-killed'] }), [])
  assert.equal(faults({}, { code: 77, disasters: ['controller-killed'] }).length, 1)
})

test('what a terminal shows of the process lies between what qp says', () => {
  const cut = 'up, run.1\r\n1\r\n\r\n[qp: the connection is lost; wait]\r\n\r\n[qp: connected again]\r\n2\r\n'
  assert.equal(shownOutput(cut).toString(), '1\n2\n')
  assert.equal(shownOutput('Running... failed\r\n').toString(), '')
})
