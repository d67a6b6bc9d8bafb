import { type BenchRow, type BenchTable, type Goal, isGoalMet } from './bench.ts'

/** A table in Markdown, with what made it and where. */
export function renderTable(
  table: BenchTable,
  { command, machine }: { command: string; machine: string },
): string {
  return [
    `## ${table.title}`,
    '',
    `\`${command}\` on ${machine}. ${table.how}`,
    '',
    `| | ${table.reference === undefined ? 'counted' : 'median'} | ${table.reference === undefined ? '' : `to ${table.reference}`} | goal | |`,
    '|---|---:|---:|---:|---|',
    ...table.rows.map(renderRow),
    '',
  ].join('\n')
}

function renderRow(row: BenchRow): string {
  const { name, value, unit, ratio, goal } = row
  const met = isGoalMet(row)
  const cells = [
    name,
    `${format(value)} ${unit}`.trim(),
    ratio === undefined ? '' : `${format(ratio)} ×`,
    goal === undefined ? '' : renderGoal(goal, ratio === undefined ? unit : '×'),
    met === undefined ? '' : met ? 'met' : '**missed**',
  ]
  return `| ${cells.join(' | ')} |`
}

function renderGoal({ atMost, atLeast }: Goal, unit: string): string {
  const limits = [
    ...(atLeast === undefined ? [] : [`≥ ${atLeast} ${unit}`]),
    ...(atMost === undefined ? [] : [`≤ ${atMost} ${unit}`]),
  ]
  return limits.join(', ').trim()
}

/** Three digits are more than a noisy machine has to say. */
function format(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (Number.isInteger(value)) return String(value)
  if (Math.abs(value) >= 100) return value.toFixed(0)
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}
