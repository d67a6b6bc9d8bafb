import { randomInt } from 'node:crypto'
import type { App } from '../domain/app.ts'
import { defaultDynoSize } from '../domain/dyno-size.ts'
import { labels } from '../domain/labels.ts'
import { noLimits, shownSize } from '../domain/limits.ts'
import { problem } from '../domain/problem.ts'
import type { Report } from '../domain/progress.ts'
import { type Release, releaseType } from '../domain/release.ts'
import type { Run } from '../domain/run.ts'
import type { Slug } from '../domain/slug.ts'
import type { User } from '../domain/user.ts'
import type { ContainerExit } from '../engine/engine.ts'
import { readLines } from './build-output.ts'
import { finishDetachedRun } from './detached-run.ts'
import { oneOffSpec } from './dyno-spec.ts'
import { appLabels, networkName } from './names.ts'
import { placeDyno } from './placement.ts'
import { logEvent, type Platform } from './platform.ts'
import { stopIfAsked } from './stop-run.ts'

interface ReleaseCommand {
  app: App
  user: User
  release: Release
  slug: Slug
  report: Report
}

/** As on Heroku. In seconds. */
const timeLimit = 3600

/**
 * The release phase: where the slug has a process type `release`, it is run once, with the slug and the config of a release that does
 * not serve yet. It is a one-off dyno, `release.1234`: `run:list` shows it and `run:stop` ends it. Its output goes to whoever
 * waits for the release, to the app's log, and stays with the release. Throws `release_failed` where it does not end with 0.
 */
export async function runReleaseCommand(platform: Platform, command: ReleaseCommand): Promise<void> {
  const { app, release, slug, report } = command
  const line = slug.processTypes[releaseType]
  if (line === undefined) return
  report({ kind: 'output', text: '-----> Running the release command' })
  const output = platform.outputs.begin(release.id, (text) =>
    report({ kind: 'output', text: `       ${text}` }),
  )
  try {
    await platform.store.releases.setOutput(release.id, '')
    const { exitCode, message } = await run(platform, command, line, output.write)
    if (exitCode === 0) return
    const how = message ?? `it ended with ${exitCode ?? 'a code that nobody knows'}`
    throw problem(
      'release_failed',
      `The release command failed: ${how}. \`qp releases:output v${release.version} -a ${app.name}\` shows what it wrote, ` +
        `\`qp releases:retry -a ${app.name}\` tries again.`,
    )
  } finally {
    await platform.store.releases.setOutput(release.id, output.end())
  }
}

/** Attached before it starts, since it may end at once; resolves with its run as the books have it in the end. */
async function run(
  platform: Platform,
  command: ReleaseCommand,
  line: string,
  onOutput: (line: string) => void,
): Promise<Run> {
  const { engine, store } = platform
  const { app } = command
  await placeDyno(platform, app)
  await engine.ensureNetwork(
    networkName(platform.controllerId, app),
    appLabels(platform.controllerId, app, 'network'),
  )
  const { written, spec } = await prepare(platform, command, line)
  const id = await engine.createContainer(spec)
  try {
    const attached = await engine.attachContainer(id, { tty: false, stdin: false })
    const exit = engine.waitContainer(id)
    exit.catch(() => {})
    await engine.startContainer(id)
    logEvent(platform, app.id, written.dyno, `Starting process with command \`${line || "the image's own"}\``)
    const streams = [attached.stdout, ...(attached.stderr ? [attached.stderr] : [])]
    await Promise.all([
      stopIfAsked(platform, written),
      ...streams.map((stream) => readLines(stream, onOutput)),
    ])
    await settle(platform, written, exit, (exitCode) =>
      finishDetachedRun(platform, { id, labels: spec.labels, exitCode }),
    )
  } catch (error) {
    await engine.removeContainer(id)
    const end = { exitCode: null, reason: 'not-started', message: 'it could not be started' }
    await store.runs.finish(written.id, end, platform.now())
    throw error
  }
  return (await store.runs.find(app.id, written.id)) ?? written
}

/**
 * Whoever watches the engine hears of its end too, and removes the container: then it may be gone before the engine has said how it
 * ended, and the books know.
 */
async function settle(
  { store }: Platform,
  written: Run,
  exit: Promise<ContainerExit>,
  finish: (exitCode: number) => Promise<void>,
): Promise<void> {
  try {
    await finish((await exit).code)
  } catch (error) {
    const run = await store.runs.find(written.appId, written.id)
    if (!run?.endedAt) throw error
  }
}

async function prepare(platform: Platform, { app, user, release, slug }: ReleaseCommand, line: string) {
  const formation = await platform.store.formation.listOfApp(app.id)
  const entry = formation.find((it) => it.type === releaseType)
  const { size = defaultDynoSize, settings } = entry ?? {}
  const limits = settings?.limits ?? noLimits
  const at = platform.now()
  const after = (seconds: number) => new Date(at.getTime() + seconds * 1000)
  const written: Run = {
    id: platform.newId(),
    appId: app.id,
    kind: 'detached',
    dyno: `${releaseType}.${randomInt(1000, 10_000)}`,
    command: line,
    size: shownSize(size, limits),
    tty: false,
    releaseVersion: release.version,
    userEmail: user.email,
    // No address: the platform starts it.
    from: '',
    createdAt: at,
    endsBy: after(timeLimit),
    forgottenBy: after(timeLimit),
    endedAt: null,
    exitCode: null,
    reason: null,
    message: null,
  }
  await platform.store.runs.add(written)
  const source = {
    controllerId: platform.controllerId,
    app,
    release,
    slug,
    appLabels: await platform.store.appLabels.ofApp(app.id),
    unique: platform.newId(),
  }
  const asked = { runId: written.id, name: written.dyno, size, limits, env: {}, tty: false, attached: false }
  return { written, spec: oneOffSpec(source, { ...asked, type: releaseType, command: { line } }) }
}

/** Ends the release commands that run. For the start and the end of a controller: nobody would hear how they end. */
export async function stopReleaseCommands({
  engine,
  controllerId,
}: Pick<Platform, 'engine' | 'controllerId'>): Promise<void> {
  const running = await engine.listContainers({
    [labels.controller]: controllerId,
    [labels.kind]: 'one-off',
    [labels.type]: releaseType,
  })
  await Promise.all(running.map(({ id }) => engine.stopContainer(id, { graceSeconds: 10 })))
}
