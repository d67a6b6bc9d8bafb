import type { App } from '../domain/app.ts'
import type { Build } from '../domain/build.ts'
import { messageOf } from '../domain/problem.ts'
import type { Report } from '../domain/progress.ts'
import { describeDeploy, type Release } from '../domain/release.ts'
import type { Slug } from '../domain/slug.ts'
import type { User } from '../domain/user.ts'
import { beginBuild, endBuild } from './build-record.ts'
import { type BuildRequest, type BuildSource, buildSlug } from './build-slug.ts'
import { inBuildTime } from './build-time.ts'
import { createRelease } from './create-release.ts'
import { logEvent, type Platform } from './platform.ts'
import { pruneSlugs } from './prune-slugs.ts'
import { getCurrentRelease } from './running-app.ts'
import { openSourceBlob, type SourceBlob } from './source-blob.ts'
import { chooseStack } from './stacks.ts'

export interface Deploy {
  app: App
  user: User
  source: BuildSource | SourceBlob
  /** For this build, in place of the app's. */
  buildpacks?: readonly string[] | undefined
  report: Report
  /** Aborting stops the build; a roll-out that has begun goes on to its end. */
  signal: AbortSignal
  /** What must be done between the two; where it fails nothing is released. */
  beforeRelease?: () => Promise<void>
}

/**
 * From source to a release that serves: builds the slug, then rolls it out. Call it in the app's turn.
 *
 * @param begun the build, where it was written down before
 */
export async function deploySource(
  platform: Platform,
  deploy: Deploy,
  begun?: Build,
): Promise<{ build: Build; slug: Slug; release: Release }> {
  const { app, user, report } = deploy
  const build = begun ?? (await beginBuild(platform, { app, user, source: nameOf(deploy.source) }))
  const output = platform.outputs.begin(build.id, (text) => report({ kind: 'output', text }))
  const end = (how: Pick<Build, 'status'> & Partial<Build>) =>
    endBuild(platform, { app, user, build, output: output.end() }, how)
  try {
    const { slug, config, description } = await buildInSlot(platform, deploy, build, output.write)
    await deploy.beforeRelease?.()
    deploy.signal.throwIfAborted()
    // What is being rolled out is not cancelled any more.
    platform.cancels.delete(build.id)
    const release = await createRelease(platform, { app, user, description, slug, config, report })
    return {
      build: await end({ status: 'succeeded', slugId: slug.id, releaseId: release.id }),
      slug,
      release,
    }
  } catch (error) {
    await end({ status: 'failed' })
    logEvent(platform, app.id, 'api', `Build failed: ${messageOf(error)}`, 'app')
    throw error
  } finally {
    await pruneSlugs(platform, app)
  }
}

/** What a build is known by while nobody has looked at its source. */
export function nameOf(source: BuildSource | SourceBlob): string {
  if (source.kind === 'tree') return source.commit
  return source.kind === 'image' ? source.image : (source.version ?? source.url)
}

/** Not more builds than may run at once; where it must wait it says so. */
async function buildInSlot(
  platform: Platform,
  deploy: Deploy,
  build: Build,
  onOutput: (text: string) => void,
): Promise<{ slug: Slug; config: BuildRequest['config']; description: string }> {
  const { app, report } = deploy
  const cancel = platform.cancels.get(build.id)?.signal
  const signal = AbortSignal.any([deploy.signal, ...(cancel ? [cancel] : [])])
  const { config } = await getCurrentRelease(platform, app)
  const buildpacks = deploy.buildpacks ?? (await platform.store.buildpackInstallations.ofApp(app.id))
  const onWait = () => report({ kind: 'note', text: '-----> Waiting for other builds to finish...' })
  const make = async (signal: AbortSignal) => {
    const { source, close } = await openSource(platform, deploy.source, onOutput, signal)
    try {
      const request = { app, source, config, buildpacks, buildId: build.id, onOutput, signal }
      const slug = await makeSlug(platform, app, { ...request, registry: await findRegistry(platform, app) })
      return { slug, config, description: describeSource(source) }
    } finally {
      await close()
    }
  }
  // The wait for others does not count.
  const work = () => inBuildTime(platform.settings.buildTimeout, signal, make)
  return platform.buildSlots.take(work, { onWait, signal })
}

function describeSource(source: BuildSource): string {
  if (source.kind === 'tree') return describeDeploy(source.commit)
  return source.commit === undefined ? `Deployed ${source.image}` : describeDeploy(source.commit)
}

async function openSource(
  platform: Platform,
  source: Deploy['source'],
  onOutput: (text: string) => void,
  signal: AbortSignal,
): Promise<{ source: BuildSource; close: () => Promise<void> }> {
  if (source.kind !== 'blob') return { source, close: async () => {} }
  return openSourceBlob(platform, source, { onOutput, signal })
}

/** Half of what a registry asks is nothing. */
async function findRegistry(platform: Platform, app: App): Promise<BuildRequest['registry']> {
  const { username, password } = await platform.store.registries.ofApp(app.id)
  return username === null || password === null ? undefined : { username, password }
}

async function makeSlug(platform: Platform, app: App, request: BuildRequest): Promise<Slug> {
  const { stack, stackImage } = await chooseStack(platform, app)
  const draft = await buildSlug(
    {
      engine: platform.engine,
      controllerId: platform.controllerId,
      stackImage,
      buildLimits: platform.settings.buildLimits,
      log: platform.log,
    },
    { ...request, stack },
  )
  const slug: Slug = { ...draft, id: platform.newId(), appId: app.id, createdAt: platform.now() }
  await platform.store.slugs.add(slug)
  return slug
}
