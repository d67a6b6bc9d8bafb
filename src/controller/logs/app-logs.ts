import type { LogLine } from '../domain/log-line.ts'

export interface LogFilter {
  /** `router` is the part of qp's lines that is about requests. */
  source?: 'app' | 'qp' | 'router'
  /** A dyno ("web.1") or a process type ("web"). */
  dyno?: string
}

/** The newest lines of each app, kept over restarts of the controller and of dynos. */
export interface AppLogs {
  /** Returns at once. A line longer than 10,000 bytes, or of several lines, becomes several. */
  append(appId: string, line: LogLine): void
  /** The newest `lines`, oldest first, of what was appended before the call. */
  read(appId: string, lines: number, filter: LogFilter): Promise<LogLine[]>
  /**
   * What is appended from the call on, until the signal. Called in the same tick as `read`, the two join: no line is
   * missing between them and none comes twice. A reader too slow to keep up loses lines and is told how many.
   */
  follow(appId: string, filter: LogFilter, signal: AbortSignal): AsyncIterable<LogLine>
  /** The app is gone: its lines too, its readers are let go, and what still comes of it is dropped. */
  remove(appId: string): Promise<void>
  close(): Promise<void>
}
