import { topicOf } from './original.ts'
import { type Row, type State, states, type TopicRow } from './rows.ts'

export interface Comparison {
  /** The program that qp is compared to. */
  program: string
  /** Which of its versions, and where the list is from. */
  origin: string
  rows: readonly Row[]
  topics: readonly TopicRow[]
}

/** docs/compatibility.md */
export function renderCompatibility(comparisons: readonly Comparison[]): string {
  return [
    '<!-- script/compatibility wrote this; notes are in script/compatibility.d/notes.json. -->',
    '# Compatibility',
    'Which commands of `heroku` and `deis` are in `qp`, with their flags, arguments and other names.',
    '**works**: all that the original takes is taken · **works, differs**: how · **not**: why, and what there is instead.',
    renderTally(comparisons),
    ...comparisons.flatMap(renderComparison),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

export function tally(rows: readonly Row[]): Record<State, number> {
  const counted = states.map((state) => [state, rows.filter((row) => row.state === state).length] as const)
  return Object.fromEntries(counted) as Record<State, number>
}

function renderTally(comparisons: readonly Comparison[]): string {
  const shown = states.filter((state) => comparisons.some(({ rows }) => tally(rows)[state] > 0))
  return renderTable(
    ['', ...shown, 'in topics that are not there'],
    comparisons.map(({ program, rows, topics }) => [
      `\`${program}\``,
      ...shown.map((state) => String(tally(rows)[state])),
      String(topics.reduce((sum, { commands }) => sum + commands, 0)),
    ]),
  )
}

function renderComparison({ program, origin, rows, topics }: Comparison): string[] {
  const names = [...new Set(rows.map(({ command }) => topicOf(command)))]
  return [
    `## ${program}`,
    `Compared to ${origin}.`,
    ...names.flatMap((topic) => [
      `### ${program} ${topic}`,
      renderTable(
        ['command', 'in qp', ''],
        rows.filter(({ command }) => topicOf(command) === topic).map(renderRow),
      ),
    ]),
    ...(topics.length === 0
      ? []
      : [
          `### Topics of ${program} that qp has not`,
          renderTable(
            ['topic', 'commands', ''],
            topics.map(({ topic, commands, about }) => [`\`${topic}\``, String(commands), about]),
          ),
        ]),
  ]
}

function renderRow({ command, ours, state, about }: Row): string[] {
  const shown = state === 'unexplained' ? '**unexplained**' : state
  const name = ours === undefined ? '' : `Is \`${ours}\`. `
  return [`\`${command}\``, shown, `${name}${about}`.trim()]
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
}
