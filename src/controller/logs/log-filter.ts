import type { LogLine } from '../domain/log-line.ts'
import type { LogFilter } from './app-logs.ts'

export function isWanted(line: LogLine, { source, dyno }: LogFilter): boolean {
  if (source === 'router' ? line.dyno !== 'router' : source !== undefined && line.source !== source)
    return false
  return dyno === undefined || line.dyno === dyno || line.dyno.startsWith(`${dyno}.`)
}
