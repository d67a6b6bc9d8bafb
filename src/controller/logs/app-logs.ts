import type { LogLine } from '../domain/log-line.ts'

export interface LogFilter {
  source?: 'app' | 'qp'
  /** A dyno ("web.1") or a process type ("web"). */
  dyno?: string
}

/** The newest lines of each app, kept over restarts of the controller and of dynos. */
export interface AppLogs {
  append(appId: string, line: LogLine): void
  /** The newest `lines`, oldest first. */
  read(appId: string, lines: number, filter: LogFilter): Promise<LogLine[]>
  /** What is appended from now on, until the signal. A reader too slow to keep up loses lines and is told how many. */
  follow(appId: string, filter: LogFilter, signal: AbortSignal): AsyncIterable<LogLine>
  /** When this dyno container's last line was written, to go on from there. */
  remove(appId: string): Promise<void>
  close(): Promise<void>
}
