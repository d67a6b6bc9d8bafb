import type { FileAppLogs } from '../logs/file-app-logs.ts'
import { splitLine } from '../logs/log-record.ts'
import type { LogDrains } from './log-drains.ts'

/** Apps' logs of which every line goes to the app's drains too, whoever writes it. */
export function drainedAppLogs(logs: FileAppLogs, drains: LogDrains): FileAppLogs {
  return {
    ...logs,
    append(appId, line) {
      logs.append(appId, line)
      for (const piece of splitLine(line)) drains.push(appId, piece)
    },
    async remove(appId) {
      drains.removeOfApp(appId)
      await logs.remove(appId)
    },
  }
}
