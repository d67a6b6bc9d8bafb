import { endCodes, endReasons, type ProcessEnd } from '../../attach/frames.ts'
import { HostedSession } from '../../attach/hosted-session.ts'
import { labels } from '../domain/labels.ts'
import { problem } from '../domain/problem.ts'
import type { Run } from '../domain/run.ts'
import { watchContainerProcess } from '../sessions/container-process.ts'
import type { Platform } from './platform.ts'

/**
 * The session of a run to join: the one that is held, or, for a detached run, one that shows what its container wrote and
 * writes; nobody types there. Throws `gone` for a run that has ended.
 */
export async function getSession(platform: Platform, run: Run): Promise<HostedSession> {
  const held = platform.sessions.find(run.id)
  if (held) return held
  if (run.endedAt === null && run.kind === 'detached') return watchDetached(platform, run)
  const how = run.message ?? (run.exitCode === null ? 'how is not known' : `exit code ${run.exitCode}`)
  throw problem('gone', `${run.dyno} has ended (${how}). \`qp run:list --all\` has its story.`)
}

async function watchDetached(platform: Platform, run: Run): Promise<HostedSession> {
  const { engine, sessions, controllerId } = platform
  const [container] = await engine.listContainers({
    [labels.controller]: controllerId,
    [labels.run]: run.id,
  })
  // Two may come at once.
  const held = sessions.find(run.id)
  if (held) return held
  if (!container)
    throw problem('gone', `${run.dyno} is not there any more. \`qp run:logs\` has what it wrote.`)
  const session = new HostedSession({
    tty: false,
    graceMs: 0,
    isOnlyWatched: true,
    start: async () => ({
      ...(await watchContainerProcess({ engine, id: container.id })),
      exit: endOfDetached(platform, run),
    }),
  })
  sessions.add(run.id, session)
  return session
}

/** In ms: how often, and after how long, it is looked whether the end of a run was written down. */
const poll = 200

/** As the books have it, since its container is removed as soon as it has ended. */
async function endOfDetached({ store, sessions }: Platform, { id, appId }: Run): Promise<ProcessEnd> {
  // As long as somebody watches.
  while (sessions.find(id)) {
    // Books that can't be read for the moment say nothing of it.
    const run = await store.runs.find(appId, id).catch(() => 'unknown' as const)
    if (!run) return gone
    if (run !== 'unknown' && run.endedAt) return toProcessEnd(run)
    await new Promise((resolve) => setTimeout(resolve, poll))
  }
  return gone
}

function toProcessEnd({ exitCode, reason, message }: Run): ProcessEnd {
  return {
    exitCode: exitCode ?? endCodes.dynoGone,
    reason: endReasons.find((it) => it === reason) ?? 'exited',
    ...(message === null ? {} : { message }),
  }
}

const gone: ProcessEnd = {
  exitCode: endCodes.dynoGone,
  reason: 'dyno-gone',
  message: 'the run was forgotten',
}
