import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  applyConfigChanges,
  checkEnvironment,
  describeConfigChanges,
} from '../../../src/controller/domain/config-vars.ts'

interface Case {
  changes: Record<string, string | null>
  next: Record<string, string>
  description: string | undefined
}

const cases: Case[] = [
  { changes: { B: '2' }, next: { A: '1', B: '2' }, description: 'Set B config vars' },
  { changes: { A: '2' }, next: { A: '2' }, description: 'Set A config vars' },
  { changes: { A: '1' }, next: { A: '1' }, description: undefined },
  { changes: {}, next: { A: '1' }, description: undefined },
  { changes: { A: null }, next: {}, description: 'Unset A config vars' },
  { changes: { B: null }, next: { A: '1' }, description: undefined },
  { changes: { B: '', C: '3' }, next: { A: '1', B: '', C: '3' }, description: 'Set B, C config vars' },
  {
    changes: { B: '2', A: null },
    next: { B: '2' },
    description: 'Set B config vars; Unset A config vars',
  },
  { changes: { toString: null, constructor: null }, next: { A: '1' }, description: undefined },
]

for (const { changes, next, description } of cases) {
  test(`{A: "1"} changed by ${JSON.stringify(changes)}`, () => {
    const current = { A: '1' }
    assert.deepEqual(applyConfigChanges(current, changes), next)
    assert.equal(describeConfigChanges(current, changes), description)
    assert.deepEqual(current, { A: '1' }, 'what was given is left as it was')
  })
}

test('a value is taken byte for byte', () => {
  const value = 'a "quoted" $VALUE\n\t\\ `x` \u{1f642} \u0001 \'\r\n='
  assert.deepEqual(applyConfigChanges({}, { _V1: value }), { _V1: value })
})

for (const name of ['', '1A', 'A-B', 'A B', 'A=B', 'Ä', 'A\n']) {
  test(`${JSON.stringify(name)} can't be a config var`, () => {
    const refusal = {
      id: 'invalid_params',
      message: `${JSON.stringify(name)} can't be a config var: use letters, digits and _, not starting with a digit.`,
    }
    assert.throws(() => applyConfigChanges({}, { [name]: 'x' }), refusal)
    assert.throws(() => applyConfigChanges({}, { [name]: null }), refusal)
  })
}

test('a value that no process can be given is refused', () => {
  const longest = 'x'.repeat(131_072 - 'A='.length - 1)
  assert.deepEqual(applyConfigChanges({}, { A: longest }), { A: longest })
  assert.throws(() => applyConfigChanges({}, { A: `${longest}x` }), {
    id: 'invalid_params',
    message: 'The value of A is too long: no process gets more than 131069 bytes in one variable.',
  })
  assert.throws(() => applyConfigChanges({}, { A: '\ud800' }), {
    message: 'The value of A is no text: it has half of a character in it.',
  })
})

test('a NUL byte is refused', () => {
  assert.throws(() => applyConfigChanges({}, { A: 'x\0y' }), {
    id: 'invalid_params',
    message: 'The value of A contains a NUL byte, which no environment can hold.',
  })
})

test('all config vars together are no more than a process can be given; what is too large may shrink', () => {
  const of = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`KEY_${100 + n}`, 'ü'.repeat(500)]))
  // `KEY_100=`, 1000 bytes, a NUL and a pointer.
  const most = Math.floor(262_144 / 1017)
  assert.equal(Object.keys(applyConfigChanges({}, of(most))).length, most)
  assert.throws(() => applyConfigChanges(of(most), of(most + 1)), {
    id: 'invalid_params',
    message:
      'The config vars would be 262386 bytes together: 262144 is what each process can be given. Nothing was changed. Unset some first, or keep what is large in a file of the app or in a store.',
  })
  const before = of(most + 20)
  assert.equal(Object.keys(applyConfigChanges(before, { KEY_100: null })).length, most + 19)
  assert.throws(() => applyConfigChanges(before, { KEY_100: `${'ü'.repeat(500)}x` }), {
    id: 'invalid_params',
  })
})

test('a name is as long as people can read; where many change, some are named', () => {
  assert.throws(() => applyConfigChanges({}, { ['A'.repeat(256)]: '' }), {
    message: 'The name of a config var has 256 characters: use 255 at most.',
  })
  const changes = Object.fromEntries(Array.from({ length: 103 }, (_, n) => [`K${n}`, '']))
  assert.match(describeConfigChanges({}, changes) ?? '', /^Set K0, K1, .*, K99 and 3 more config vars$/)
})

test('what a one-off dyno gets beside is held to the same rules', () => {
  checkEnvironment({ A: 'x' })
  assert.throws(() => checkEnvironment({ 'A=B': 'x' }), { id: 'invalid_params' })
  assert.throws(() => checkEnvironment({ A: 'x\0' }), { id: 'invalid_params' })
})
