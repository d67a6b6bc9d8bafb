import type { Limit, ProcessSettings } from '../api-types/process-settings.ts'
import { renderTable } from './table.ts'
import type { Terminal } from './terminal.ts'

/** What each process type may use, and whether by a size or by limits of its own. */
export function renderLimits(settings: readonly ProcessSettings[], terminal: Terminal): string {
  return renderTable(
    settings,
    [
      { header: 'Type', value: (it) => it.type },
      { header: 'Memory', value: (it) => formatLimit(it.limits.memory) },
      { header: 'CPU', value: (it) => formatLimit(it.limits.cpu) },
      { header: 'Size', value: (it) => it.size },
    ],
    terminal,
  )
}

/** "512M", or "256M/512M" with a request: as `limits:set` takes it. */
export function formatLimit({ limit, request }: Limit): string {
  return request === null ? limit : `${request}/${limit}`
}
