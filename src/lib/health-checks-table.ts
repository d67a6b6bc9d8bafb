import type { HealthCheck, Probe, ProcessSettings } from '../api-types/process-settings.ts'
import { renderTable } from './table.ts'
import type { Terminal } from './terminal.ts'

interface Row extends HealthCheck {
  type: string
  name: string
}

/** A line for each health check there is; undefined where there is none. */
export function renderHealthChecks(
  settings: readonly ProcessSettings[],
  terminal: Terminal,
): string | undefined {
  const rows = settings.flatMap(({ type, health_checks: { liveness, readiness } }): Row[] => [
    ...(liveness ? [{ type, name: 'liveness', ...liveness }] : []),
    ...(readiness ? [{ type, name: 'readiness', ...readiness }] : []),
  ])
  if (rows.length === 0) return undefined
  const columns = [
    { header: 'Type', value: (it: Row) => it.type },
    { header: 'Check', value: (it: Row) => it.name },
    { header: 'Probe', value: (it: Row) => describeProbe(it.probe) },
    { header: 'Delay', value: (it: Row) => `${it.initial_delay}s` },
    { header: 'Timeout', value: (it: Row) => `${it.timeout}s` },
    { header: 'Period', value: (it: Row) => `${it.period}s` },
    { header: 'Successes', value: (it: Row) => String(it.success_threshold) },
    { header: 'Failures', value: (it: Row) => String(it.failure_threshold) },
  ]
  return renderTable(rows, columns, terminal)
}

/** "httpGet :5000/ready Host:www.example.com" */
function describeProbe(probe: Probe): string {
  if (probe.kind === 'exec') return `exec ${probe.command.join(' ')}`
  const port = `:${probe.port ?? '$PORT'}`
  if (probe.kind === 'tcpSocket') return `tcpSocket ${port}`
  const headers = probe.headers.map(({ name, value }) => `${name}:${value}`)
  return [`httpGet ${port}${probe.path}`, ...headers].join(' ')
}
