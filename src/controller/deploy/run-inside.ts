import type { StartingClient } from '../../attach/hosted-session.ts'
import type { App } from '../domain/app.ts'
import { labels } from '../domain/labels.ts'
import { problem } from '../domain/problem.ts'
import type { Run } from '../domain/run.ts'
import type { Slug } from '../domain/slug.ts'
import type { Container } from '../engine/engine.ts'
import { startExecProcess } from '../sessions/exec-process.ts'
import { runVariable } from '../sessions/left-exec.ts'
import { holdSession, toRunEnd } from './attached-run.ts'
import { describeCommand } from './dyno-spec.ts'
import { launchArgv, resolveCommand } from './launch-argv.ts'
import { type RunRequest, writeDown } from './one-off.ts'
import { logEvent, type Platform } from './platform.ts'
import { findSlug } from './running-app.ts'

/** Runs a command in a dyno that runs, beside its own process, once its client has come. */
export async function runInside(platform: Platform, request: RunRequest & { dyno: string }): Promise<Run> {
  const { app, tty, env } = request
  const container = await getRunningDyno(platform, app, request.dyno)
  const slug = await getSlugOf(platform, app, container)
  const command = resolveCommand(request.command, slug.processTypes)
  const run = await writeDown(platform, request, {
    kind: 'inside',
    dyno: request.dyno,
    command: describeCommand(command),
    size: container.labels[labels.size] ?? '',
    releaseVersion: Number(container.labels[labels.release]),
  })
  const argv = launchArgv(slug, command)
  const { engine } = platform
  const marked = { ...env, [runVariable]: run.id }
  const start = (client: StartingClient) =>
    startExecProcess({ engine, id: container.id, argv, env: marked, tty, size: client.size })
  holdSession(platform, run, start, async (end) => {
    const what = `Process \`${run.command}\` of user ${run.userEmail} exited with status ${end.exitCode}`
    logEvent(platform, app.id, run.dyno, what)
    await platform.store.runs.finish(run.id, toRunEnd(end), platform.now())
  })
  return run
}

/** By its name, of the formation or one-off. Throws `not_found`, and `conflict` for one that does not run. */
export async function getRunningDyno(platform: Platform, app: App, name: string): Promise<Container> {
  const named = await platform.engine.listContainers({
    [labels.controller]: platform.controllerId,
    [labels.app]: app.id,
    [labels.dyno]: name,
  })
  const running = named.find((it) => it.state === 'running')
  if (running) return running
  if (named.length > 0)
    throw problem('conflict', `${name} does not run. \`qp ps -a ${app.name}\` says how it is.`)
  throw problem('not_found', `No such dyno: ${name}. \`qp ps -a ${app.name}\` lists them.`)
}

/** What the dyno was made from: not always the current release. */
async function getSlugOf(platform: Platform, app: App, { labels: its }: Container): Promise<Slug> {
  const releases = await platform.store.releases.listOfApp(app.id)
  const release = releases.find((it) => it.id === its[labels.releaseId])
  const slug = release && (await findSlug(platform, release))
  if (!slug)
    throw problem('not_found', `The release that ${its[labels.dyno]} was made from is not known any more.`)
  return slug
}
