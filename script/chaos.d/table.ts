import { type Event, events, kinds } from './draw.ts'
import type { Leftovers } from './leftovers.ts'
import type { Performed } from './perform.ts'

/** How often what was run and how it ended, in Markdown. */
export function renderTable(performed: readonly Performed[], left: Leftovers): string {
  return [
    ...renderRow(['event', ...kinds, 'ended with']),
    '|---|' + kinds.map(() => '---:|').join('') + '---|',
    ...events.flatMap((event) => renderEvent(event, performed)),
    '',
    '| left over | |',
    '|---|---:|',
    ...Object.entries(left).flatMap(([what, count]) => renderRow([what, String(count)])),
    '',
  ].join('\n')
}

function renderEvent(event: Event, performed: readonly Performed[]): string[] {
  const those = performed.filter(({ draw }) => draw.event === event)
  if (those.length === 0) return []
  const counts = kinds.map((kind) => those.filter(({ draw }) => draw.kind === kind).length)
  return renderRow([event, ...counts.map((it) => (it === 0 ? '' : String(it))), renderEnds(those)])
}

/** Own codes are drawn, so they are counted as one. */
function renderEnds(those: readonly Performed[]): string {
  const ends = new Map<string, number>()
  for (const it of those) {
    const end = it.code === null ? 'unknown' : it.code < 124 && it.code !== 1 ? 'own' : String(it.code)
    ends.set(end, (ends.get(end) ?? 0) + 1)
  }
  return [...ends]
    .sort(([, a], [, b]) => b - a)
    .map(([end, count]) => `${end}: ${count}`)
    .join(', ')
}

function renderRow(cells: readonly string[]): string[] {
  return [`| ${cells.join(' | ')} |`]
}
