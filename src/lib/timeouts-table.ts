import type { ProcessSettings } from '../api-types/process-settings.ts'
import { renderTable } from './table.ts'
import type { Terminal } from './terminal.ts'

/** How long the dynos of each process type have to end. */
export function renderTimeouts(settings: readonly ProcessSettings[], terminal: Terminal): string {
  return renderTable(
    settings,
    [
      { header: 'Type', value: (it) => it.type },
      { header: 'Seconds', value: (it) => String(it.stop_timeout.seconds) },
      { header: 'Set By', value: (it) => (it.stop_timeout.own ? 'the app' : 'default') },
    ],
    terminal,
  )
}
