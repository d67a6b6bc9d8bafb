import { problem } from '../../domain/problem.ts'
import type { ContainerLogLine } from '../engine.ts'
import type { DockerApi } from './docker-api.ts'
import { inspectContainer } from './find-containers.ts'
import { readLogFrames, readTerminalEntries } from './log-frames.ts'
import { joinLogLines } from './log-lines.ts'

export interface FollowOptions {
  since?: Date
  after?: string
  signal: AbortSignal
}

/** Reading is at the caller's pace: Docker keeps the lines in its file meanwhile. */
export async function* followLogs(
  api: DockerApi,
  id: string,
  { since, after, signal }: FollowOptions,
): AsyncGenerator<ContainerLogLine> {
  try {
    const body = await openLogs(api, id, { since: toSeconds(after, since), signal })
    for await (const line of joinLogLines(body)) {
      if (after === undefined || line.position > after) yield line
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

async function openLogs(
  api: DockerApi,
  id: string,
  { since, signal }: { since: string | undefined; signal: AbortSignal },
) {
  const container = await inspectContainer(api, id)
  if (!container) throw problem('not_found', `There is no container ${id.slice(0, 12)} to read the log of.`)
  const body = await api.stream({
    method: 'GET',
    path: `/containers/${id}/logs`,
    query: { follow: true, stdout: true, stderr: true, timestamps: true, since },
    signal,
  })
  return container.Config.Tty ? readTerminalEntries(body) : readLogFrames(body)
}

/** As Docker takes a time: seconds since 1970 and nine digits. Lines of that very time are included. */
function toSeconds(after: string | undefined, since: Date | undefined): string | undefined {
  if (after !== undefined) {
    const [seconds, fraction = ''] = after.replace(/Z$/, '').split('.')
    return `${Date.parse(`${seconds}Z`) / 1000}.${fraction}`
  }
  if (!since) return undefined
  const milliseconds = since.getTime()
  return `${Math.floor(milliseconds / 1000)}.${String(milliseconds % 1000).padStart(3, '0')}000000`
}
