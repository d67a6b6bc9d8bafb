import type { Env } from './surroundings.ts'

/** Not COLUMNS and LINES: what reads those (ncurses) would never see the window change. */
const passedOn = ['COLORTERM', 'NO_COLOR', 'FORCE_COLOR']

/** What a remote terminal's programs must know of the local one: its type and its colours. */
export function terminalEnv(env: Env): Record<string, string> {
  const known = passedOn.flatMap((name) => {
    const value = env[name]
    return value === undefined ? [] : [[name, value]]
  })
  return { TERM: env['TERM'] ?? 'xterm', ...Object.fromEntries(known) }
}
