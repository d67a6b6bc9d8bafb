import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { LogLine } from '../domain/log-line.ts'
import { AppLog } from './app-log.ts'
import type { AppLogs } from './app-logs.ts'
import type { RingSize } from './log-ring.ts'

/** Logs in files; `flush` is for those who note how far they have got. */
export interface FileAppLogs extends AppLogs {
  /** Once it resolves, all that was appended before is in the files and outlives this process. */
  flush(): Promise<void>
}

/** At least Heroku's 1,500 lines, were they all of the longest; usually some ten thousand. */
const ringSize: RingSize = { fileBytes: 1024 * 1024, lines: 1500, bytes: 24 * 1024 * 1024 }

/** `dir` holds a directory for each app, with its newest lines in files that only this user can read. */
export async function openFileAppLogs(dir: string, size: RingSize = ringSize): Promise<FileAppLogs> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const logs = new Map<string, AppLog>()
  const removed = new Set<string>()
  let isClosed = false
  const logOf = (appId: string) => {
    if (!/^[\w-]+$/.test(appId)) throw new Error(`${JSON.stringify(appId)} is no app's id`)
    const log = logs.get(appId) ?? new AppLog(join(dir, appId), size)
    logs.set(appId, log)
    return log
  }
  return {
    append(appId: string, line: LogLine) {
      if (!isClosed && !removed.has(appId)) logOf(appId).append(line)
    },
    read: (appId, lines, filter) => logOf(appId).read(lines, filter),
    follow: (appId, filter, signal) => logOf(appId).follow(filter, signal),
    async flush() {
      await Promise.all([...logs.values()].map((log) => log.flush()))
    },
    async remove(appId) {
      removed.add(appId)
      await logOf(appId).remove()
      logs.delete(appId)
    },
    async close() {
      isClosed = true
      await Promise.all([...logs.values()].map((log) => log.close()))
    },
  }
}
