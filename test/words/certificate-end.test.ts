import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeEnd } from '../../src/words/certificate-end.ts'

const day = 86_400_000
const cases: [left: number, text: string | undefined][] = [
  [14 * day + 1, undefined],
  [14 * day, 'expires in 14 days'],
  [2 * day - 1, 'expires in 1 day'],
  [day, 'expires in 1 day'],
  [day - 1, 'expires within a day'],
  [0, 'has expired'],
  [-day, 'has expired'],
  [Number.NaN, undefined],
]
for (const [left, text] of cases) {
  test(`${left / day} days ahead: ${text ?? 'nothing is said'}`, () => assert.equal(describeEnd(left), text))
}
