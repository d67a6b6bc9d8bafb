import type { Slug } from '../domain/slug.ts'

/** A shell line, as a Procfile has it, or words that arrive as given. */
export type Command = { line: string } | { argv: readonly string[] }

/**
 * As Heroku starts a dyno: what buildpacks left in `.profile.d` is sourced, then the app's own `.profile`; then the words
 * after the script take the shell's place, so that signals reach them and nothing reads them again.
 */
const withProfile =
  'for qp_it in /app/.profile.d/*.sh /app/.profile; do [ ! -r "$qp_it" ] || . "$qp_it"; done; unset qp_it; exec "$@"'

/**
 * Where the engine gives a terminal no size at birth, it has one a few milliseconds later: until then `stty size` says
 * "0 0". This waits for it, for a second or so at the most, and not at all where there is no stty. stty asks the terminal
 * (TIOCGWINSZ) and reads nothing from it. A sleep that knows no fractions of a second fails, and stty's own time does.
 */
const untilSized =
  'qp_it=0; while [ "$(stty size 2>/dev/null)" = "0 0" ] && [ "$qp_it" -lt 100 ]; do qp_it=$((qp_it+1)); sleep 0.01 2>/dev/null; done; unset qp_it'

export interface LaunchOptions {
  /**
   * For a terminal that gets its size right after its birth: the command is held in the shell until then. Words for an image
   * are not, since an image need not have a shell.
   */
  awaitsSize?: boolean
}

/**
 * What a container is told to run for a command. An empty line is the image's own command: `[]`.
 *
 * @example
 * launchArgv({ launch: 'image' }, { line: 'node a.js && node b.js' }) // ['/bin/sh', '-c', 'node a.js && node b.js']
 */
export function launchArgv(
  { launch }: Pick<Slug, 'launch'>,
  command: Command,
  { awaitsSize = false }: LaunchOptions = {},
): readonly string[] {
  const words = toWords(command, launch === 'buildpack' ? '/bin/bash' : '/bin/sh')
  if (words.length === 0) return words
  const wait = awaitsSize ? `${untilSized}; ` : ''
  if (launch === 'buildpack') return ['/bin/bash', '-c', wait + withProfile, 'bash', ...words]
  if ('line' in command && awaitsSize) return ['/bin/sh', '-c', `${wait}exec "$@"`, 'sh', ...words]
  return words
}

/** A line that is a process type's name is that type's line. */
export function resolveCommand(command: Command, processTypes: Readonly<Record<string, string>>): Command {
  if (!('line' in command)) return command
  const line = Object.hasOwn(processTypes, command.line) ? processTypes[command.line] : undefined
  return { line: line || command.line }
}

/** A line is read by a shell of its own, whatever is in it: `a && b`, `A=1 b`, `exec c`. */
function toWords(command: Command, shell: string): readonly string[] {
  if ('argv' in command) return command.argv
  return command.line === '' ? [] : [shell, '-c', command.line]
}
