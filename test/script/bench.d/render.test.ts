import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isGoalMet } from '../../../script/bench.d/bench.ts'
import { renderTable } from '../../../script/bench.d/render.ts'

const row = { name: 'qp', value: 41.26, unit: 'ms', ratio: 1.377 }

test('renders a table in Markdown', () => {
  const table = {
    title: 'Start-up',
    reference: '`node -e 0`',
    how: 'Medians.',
    rows: [
      { name: '`node -e 0`', value: 29.96, unit: 'ms', ratio: 1 },
      { ...row, goal: { atMost: 1.25 } },
      { name: 'failed requests', value: 0, unit: '', goal: { atMost: 0 } },
      { name: 'requests', value: 27123.4, unit: 'requests/s', ratio: 0.987, goal: { atLeast: 0.95 } },
      { name: 'nothing', value: Number.NaN, unit: 'ms' },
    ],
  }
  assert.equal(
    renderTable(table, { command: 'script/bench start', machine: 'a box' }),
    `## Start-up

\`script/bench start\` on a box. Medians.

| | median | to \`node -e 0\` | goal | |
|---|---:|---:|---:|---|
| \`node -e 0\` | 30.0 ms | 1 × |  |  |
| qp | 41.3 ms | 1.38 × | ≤ 1.25 × | **missed** |
| failed requests | 0 |  | ≤ 0 | met |
| requests | 27123 requests/s | 0.99 × | ≥ 0.95 × | met |
| nothing | – ms |  |  |  |
`,
  )
})

test('what is counted has no median, and what is compared with nothing no reference', () => {
  const table = { title: 'Deploys', how: 'Once.', rows: [{ name: 'failed', value: 0, unit: '' }] }
  const text = renderTable(table, { command: 'script/bench deploy', machine: 'a box' })
  assert.match(text, /^\| \| counted \| {2}\| goal \| \|$/m)
})

test('a goal is of the ratio, and of the value where there is none', () => {
  assert.equal(isGoalMet(row), undefined)
  assert.equal(isGoalMet({ ...row, goal: { atMost: 1.4 } }), true)
  assert.equal(isGoalMet({ ...row, goal: { atMost: 1.3 } }), false)
  assert.equal(isGoalMet({ ...row, goal: { atLeast: 1.4 } }), false)
  assert.equal(isGoalMet({ name: 'failed', value: 1, unit: '', goal: { atMost: 0 } }), false)
})
