import type { AppContext } from './app-context.ts'
import { RemoteExit } from './errors.ts'
import { parseLogLine } from './log-line.ts'

/** What the platform logs, word for word as Heroku does, when a dyno's process has ended. */
const exitText = /^Process exited with status (\d+)$/

/** Follows a detached dyno's log until its process has ended. Throws a RemoteExit where that was not with 0. */
export async function tailUntilExit(
  { api, app }: AppContext,
  dyno: string,
  write: (line: string) => void,
): Promise<void> {
  for await (const line of api.logs.read(app, { dyno, lines: 1500, tail: true })) {
    write(line)
    const { source, text } = parseLogLine(line)
    const status = exitText.exec(text)?.[1]
    if (source === 'app' || status === undefined) continue
    if (status !== '0') throw new RemoteExit(Number(status))
    return
  }
}
