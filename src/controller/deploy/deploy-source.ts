import type { App } from '../domain/app.ts'
import type { Build } from '../domain/build.ts'
import { messageOf } from '../domain/problem.ts'
import type { Report } from '../domain/progress.ts'
import { describeDeploy, type Release } from '../domain/release.ts'
import type { Slug } from '../domain/slug.ts'
import type { User } from '../domain/user.ts'
import { type BuildRequest, type BuildSource, buildSlug } from './build-slug.ts'
import { createRelease } from './create-release.ts'
import { logEvent, type Platform } from './platform.ts'
import { pruneSlugs } from './prune-slugs.ts'
import { getCurrentRelease } from './running-app.ts'

export interface Deploy {
  app: App
  user: User
  source: BuildSource
  report: Report
  /** Aborting stops the build; a roll-out that has begun goes on to its end. */
  signal: AbortSignal
}

/** From source to a release that serves: builds the slug, then rolls it out. Call it in the app's turn. */
export async function deploySource(
  platform: Platform,
  deploy: Deploy,
): Promise<{ build: Build; slug: Slug; release: Release }> {
  const { app, user, source, report, signal } = deploy
  const build = await beginBuild(platform, deploy)
  const output: string[] = []
  const finish = async (end: Partial<Build>) => {
    const finished = { ...build, ...end, updatedAt: platform.now() }
    await platform.store.builds.finish(finished, output.join('\n'))
    const [what, before] = [{ kind: 'build', build: finished } as const, { kind: 'build', build } as const]
    platform.appEvents.tell({ app, action: 'update', what, before, by: user })
  }
  try {
    const { config } = await getCurrentRelease(platform, app)
    const buildpacks = await platform.store.buildpackInstallations.ofApp(app.id)
    const onOutput = (text: string) => {
      output.push(text)
      report({ kind: 'output', text })
    }
    const onWait = () => report({ kind: 'note', text: '-----> Waiting for other builds to finish...' })
    const slug = await platform.buildSlots.take(
      () => makeSlug(platform, deploy, { config, buildpacks, buildId: build.id, onOutput }),
      {
        onWait,
        signal,
      },
    )
    const description = source.kind === 'tree' ? describeDeploy(source.commit) : `Deployed ${source.image}`
    const release = await createRelease(platform, { app, user, description, slug, config, report })
    const done: Build = { ...build, status: 'succeeded', slugId: slug.id, releaseId: release.id }
    await finish(done)
    return { build: done, slug, release }
  } catch (error) {
    await finish({ status: 'failed' })
    logEvent(platform, app.id, 'api', `Build failed: ${messageOf(error)}`, 'app')
    throw error
  } finally {
    await pruneSlugs(platform, app)
  }
}

async function beginBuild(platform: Platform, { app, user, source }: Deploy): Promise<Build> {
  const now = platform.now()
  const build: Build = {
    id: platform.newId(),
    appId: app.id,
    userId: user.id,
    status: 'pending',
    source: source.kind === 'tree' ? source.commit : source.image,
    slugId: null,
    releaseId: null,
    createdAt: now,
    updatedAt: now,
  }
  await platform.store.builds.add(build)
  logEvent(platform, app.id, 'api', `Build started by user ${user.email}`, 'app')
  platform.appEvents.tell({ app, action: 'create', what: { kind: 'build', build }, by: user })
  return build
}

async function makeSlug(
  platform: Platform,
  { app, source, signal }: Deploy,
  build: Pick<BuildRequest, 'config' | 'buildpacks' | 'buildId' | 'onOutput'>,
): Promise<Slug> {
  const draft = await buildSlug(
    {
      engine: platform.engine,
      controllerId: platform.controllerId,
      stackImage: platform.settings.stackImage,
      buildLimits: platform.settings.buildLimits,
      log: platform.log,
    },
    { app, source, ...build, signal },
  )
  const slug: Slug = { ...draft, id: platform.newId(), appId: app.id, createdAt: platform.now() }
  await platform.store.slugs.add(slug)
  return slug
}
