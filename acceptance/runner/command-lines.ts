import type { Script, Step } from './parse.ts'

/** The command lines of qp that a script runs and sees succeed, each as it is written there. */
export function commandLines(script: Script): string[] {
  return script.steps.filter((step) => !step.negated).flatMap((step) => qpLines(shellLine(step)))
}

/** What bash runs for a step: nothing for most verbs. */
function shellLine({ verb, rest }: Step): string {
  if (verb === 'exec' || verb === 'pty') return rest
  if (verb === 'start') return rest.replace(/^\w+ /, '')
  if (verb === 'await') return /^(?:\d+ )?exec (?<line>.*)$/.exec(rest)?.groups?.['line'] ?? ''
  return ''
}

/**
 * Every `qp …` in a line of shell, to where the shell's own words begin again.
 *
 * @example
 * qpLines('pass show blog | qp config:set --from-file PASSWORD=- && qp ps > list') // ['qp config:set --from-file PASSWORD=-', 'qp ps']
 */
export function qpLines(line: string): string[] {
  return [...line.matchAll(/(?<=^|[\s|&;(])qp\b/g)].map(({ index }) => untilShell(line.slice(index)))
}

function untilShell(text: string): string {
  const end = /^(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^'"|&;<>)])*/.exec(text)?.[0] ?? ''
  // The 2 of `2>&1` is the shell's.
  return end.replace(/ \d$/, '').trim()
}

/**
 * Whether a line of a script runs an example of a help text: word for word, but that a variable stands for whatever the
 * example has in its place.
 *
 * @example
 * runsExample('qp config -a $APP', 'qp config -a blog') // true
 */
export function runsExample(line: string, example: string): boolean {
  const pattern = line
    .split(/\$(?:\w+|\{\w+\})/)
    .map((part) => RegExp.escape(part))
    .join(String.raw`\S+`)
  return new RegExp(`^${pattern}$`).test(example)
}
