import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measureInTurns, median } from '../../../script/bench.d/in-turns.ts'

/** Has a figure for each time that it is asked. */
function subject(name: string, figures: number[], asked: string[] = []) {
  return {
    name,
    once: async () => {
      asked.push(name)
      return figures.shift()
    },
  }
}

test('runs the subjects in turns, and forgets the first rounds', async () => {
  const asked: string[] = []
  const measured = await measureInTurns([subject('a', [9, 1, 2], asked), subject('b', [9, 3, 4], asked)], {
    rounds: 2,
    warmUps: 1,
  })
  assert.deepEqual(asked, ['a', 'b', 'a', 'b', 'a', 'b'])
  assert.deepEqual(
    measured.map(({ values }) => values),
    [
      [1, 2],
      [3, 4],
    ],
  )
})

test('compares within a round, so that a slow one does no harm', async () => {
  const [first, second] = await measureInTurns([subject('a', [10, 100, 12]), subject('b', [20, 200, 24])], {
    rounds: 3,
    warmUps: 0,
  })
  assert.deepEqual([first?.median, first?.ratio], [12, 1])
  assert.deepEqual([second?.median, second?.ratio], [24, 2])
})

test('takes the time where there is no figure', async () => {
  const [measured] = await measureInTurns([{ name: 'a', once: async () => undefined }], {
    rounds: 1,
    warmUps: 0,
  })
  assert.ok((measured?.median ?? -1) >= 0)
})

for (const [values, expected] of [
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[], Number.NaN],
] as const)
  test(`the median of ${values.join(', ') || 'nothing'} is ${expected}`, () => {
    assert.equal(median(values), expected)
  })
