import { colours } from './colour.ts'
import { groupTopics } from './help-groups.ts'
import type { Terminal } from './terminal.ts'

export interface HelpTopic {
  name: string
  /** One line. */
  description: string
  /** Commands below the topic, without its name: `get`, `set`. */
  verbs: readonly string[]
}

/** `qp help`: every topic with its commands, in groups, within the width of the terminal. */
export function renderRootHelp(
  topics: readonly HelpTopic[],
  { columns, colour }: Pick<Terminal, 'columns' | 'colour'>,
): string {
  const { bold, dim } = colours(colour.stdout)
  const margin = Math.max(...topics.map(({ name }) => name.length)) + 4
  const width = Math.max(columns, margin + 20) - margin
  const renderTopic = (name: string) => {
    const { description = '', verbs = [] } = topics.find((it) => it.name === name) ?? {}
    const lines = [...wrap(description.split(' '), width), ...wrap(verbs, width).map(dim)]
    return lines.map((line, index) => `  ${(index === 0 ? name : '').padEnd(margin - 2)}${line}`)
  }
  const sections = groupTopics(topics.map((it) => it.name)).map((group) =>
    [bold(group.title), ...group.topics.flatMap(renderTopic)].join('\n'),
  )
  return [usage(bold), ...sections].join('\n\n')
}

function usage(bold: (text: string) => string): string {
  return `${bold('USAGE')}
  $ qp TOPIC:COMMAND     as listed here: qp config:set A=1, or qp config set A=1
  $ qp help COMMAND      what it does, what it takes, and examples
  $ qp autocomplete      how your shell completes commands, apps and more`
}

/** Lines of words that are no longer than the width, but for a word that is. */
function wrap(words: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
