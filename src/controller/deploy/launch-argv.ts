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
 * What a container is told to run for a command. An empty line is the image's own command: `[]`.
 *
 * @example
 * launchArgv({ launch: 'image' }, { line: 'node a.js && node b.js' }) // ['/bin/sh', '-c', 'node a.js && node b.js']
 */
export function launchArgv({ launch }: Pick<Slug, 'launch'>, command: Command): readonly string[] {
  const words = toWords(command, launch === 'buildpack' ? '/bin/bash' : '/bin/sh')
  if (launch === 'image' || words.length === 0) return words
  return ['/bin/bash', '-c', withProfile, 'bash', ...words]
}

/** A line is read by a shell of its own, whatever is in it: `a && b`, `A=1 b`, `exec c`. */
function toWords(command: Command, shell: string): readonly string[] {
  if ('argv' in command) return command.argv
  return command.line === '' ? [] : [shell, '-c', command.line]
}
