import type { Run } from '../api-types/run.ts'
import { formatDuration } from './duration.ts'
import type { Surroundings } from './surroundings.ts'
import { type Column, renderTable } from './table.ts'

/** One line for each: where it runs, how it is, who asked for it from where, and what. */
export function renderRuns(
  runs: readonly Run[],
  { terminal, now }: Pick<Surroundings, 'terminal' | 'now'>,
): string {
  const at = now()
  const columns: Column<Run>[] = [
    { header: 'Dyno', value: (run) => (run.kind === 'inside' ? `in ${run.dyno.name}` : run.dyno.name) },
    { header: 'State', value: describeState },
    { header: 'Attached', value: (run) => (run.ended_at === null ? String(run.clients) : '') },
    { header: 'User', value: (run) => run.user.email },
    { header: 'From', value: (run) => run.from },
    { header: 'Started', value: (run) => run.created_at },
    { header: 'For', value: (run) => formatLength(run, at) },
    { header: 'Command', value: (run) => run.command },
  ]
  return renderTable(runs, columns, terminal)
}

function describeState({ ended_at, exit_code, reason, message }: Run): string {
  if (ended_at === null) return 'up'
  const code = exit_code === null ? 'ended' : `exit ${exit_code}`
  // The controller has more to say of it where it may have been that.
  if (reason === 'exited' && exit_code === 137 && message !== null) return `${code}, perhaps out of memory`
  return reason === null || reason === 'exited' ? code : `${code}, ${reason}`
}

/** Nothing where its times are none. */
function formatLength({ created_at, ended_at }: Run, now: Date): string {
  const end = ended_at === null ? now : new Date(ended_at)
  const length = end.getTime() - Date.parse(created_at)
  return Number.isNaN(length) ? '' : formatDuration(Math.max(0, length))
}
