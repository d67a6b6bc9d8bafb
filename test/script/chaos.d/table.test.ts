import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawRun } from '../../../script/chaos.d/draw.ts'
import { renderTable } from '../../../script/chaos.d/table.ts'

test('the table has what was run, how it ended, what was left', () => {
  const run = (event: 'cut' | 'nothing', code: number | null) => ({
    draw: { ...drawRun(1, 1), kind: 'pipe' as const, event },
    ...{ code, faults: [], said: '', ms: 1 },
  })
  const table = renderTable(
    [run('nothing', 3), run('cut', 255), run('cut', 0), run('cut', 255), run('cut', null)],
    {
      'one-off containers': 2,
    },
  )
  assert.deepEqual(table.split('\n'), [
    '| event | pipe | terminal | detached | inside | inside-terminal | ended with |',
    '|---|---:|---:|---:|---:|---:|---|',
    '| nothing | 1 |  |  |  |  | own: 1 |',
    '| cut | 4 |  |  |  |  | 255: 2, own: 1, unknown: 1 |',
    '',
    '| left over | |',
    '|---|---:|',
    '| one-off containers | 2 |',
    '',
  ])
})
