import { withoutExitMarker } from '../../attach/exit-marker.ts'
import type { StartingClient } from '../../attach/hosted-session.ts'
import type { App } from '../domain/app.ts'
import { type Dyno, formatDynoName } from '../domain/dyno.ts'
import { effectiveLimits } from '../domain/limits.ts'
import { problem } from '../domain/problem.ts'
import type { Run } from '../domain/run.ts'
import type { Slug } from '../domain/slug.ts'
import { startExecProcess } from '../sessions/exec-process.ts'
import { runVariable } from '../sessions/left-exec.ts'
import { holdSession, toRunEnd } from './attached-run.ts'
import { describeCommand } from './dyno-spec.ts'
import { launchArgv, resolveCommand } from './launch-argv.ts'
import { type RunRequest, writeDown } from './one-off.ts'
import { logEvent, type Platform } from './platform.ts'
import { findSlug } from './running-app.ts'
import { getRunningDyno } from './running-dyno.ts'

/** Runs a command in a dyno that runs, beside its own process, once its client has come. */
export async function runInside(platform: Platform, request: RunRequest & { dyno: string }): Promise<Run> {
  const { app, tty, env } = request
  const dyno = await getRunningDyno(platform, app, request.dyno, `. \`qp ps -a ${app.name}\` says how it is.`)
  const slug = await getSlugOf(platform, app, dyno)
  const command = resolveCommand(request.command, slug.processTypes)
  const { memory } = effectiveLimits(dyno.size, dyno.settings.limits)
  const run = await writeDown(platform, request, {
    kind: 'inside',
    dyno: request.dyno,
    command: describeCommand(command),
    size: dyno.size,
    releaseVersion: dyno.releaseVersion,
  })
  const argv = launchArgv(slug, command)
  const { engine } = platform
  const exec = {
    ...{ engine, id: dyno.containerId, argv, tty },
    env: { ...env, [runVariable]: run.id },
    memoryMb: memory.limit / 1024 ** 2,
  }
  const start = (client: StartingClient) => startExecProcess({ ...exec, size: client.size })
  holdSession(platform, run, start, async (end) => {
    const what = `Process \`${withoutExitMarker(run.command)}\` of user ${run.userEmail} exited with status ${end.exitCode}`
    logEvent(platform, app.id, run.dyno, what)
    await platform.store.runs.finish(run.id, toRunEnd(end), platform.now())
  })
  return run
}

/** What the dyno was made from: not always the current release. */
async function getSlugOf(platform: Platform, app: App, dyno: Dyno): Promise<Slug> {
  const release = await platform.store.releases.find(app.id, dyno.releaseVersion)
  const slug = release && (await findSlug(platform, release))
  if (slug) return slug
  throw problem('not_found', `The release that ${formatDynoName(dyno)} was made from is not known any more.`)
}
