import type { App } from '../domain/app.ts'
import type { Build } from '../domain/build.ts'
import { Problem, problem } from '../domain/problem.ts'
import type { Report } from '../domain/progress.ts'
import type { User } from '../domain/user.ts'
import { beginBuild, endBuild } from './build-record.ts'
import { deploySource, nameOf } from './deploy-source.ts'
import type { Platform } from './platform.ts'
import type { SourceBlob } from './source-blob.ts'
import { noteWait } from './turns.ts'

interface BlobDeploy {
  app: App
  user: User
  source: SourceBlob
  buildpacks: readonly string[] | undefined
  report: Report
  signal: AbortSignal
}

/**
 * Begins to build and release a tarball. Resolves once the build is written down; `done` is how it ends, and may be left alone: a
 * build that nobody waits for tells the app's log how it ended.
 */
export async function beginBlobDeploy(
  platform: Platform,
  deploy: BlobDeploy,
): Promise<{ build: Build; done: Promise<Build> }> {
  const { app, user, source, report } = deploy
  const build = await beginBuild(platform, { app, user, source: nameOf(source) })
  const cancel = platform.cancels.get(build.id)?.signal
  const signal = AbortSignal.any([deploy.signal, ...(cancel ? [cancel] : [])])
  const done = platform.turns
    .take(app.id, async () => (await deploySource(platform, deploy, build)).build, {
      onWait: noteWait(app, report),
      signal,
    })
    .catch(async (error: unknown) => {
      // Given up while it waited for its turn.
      const now = await platform.store.builds.find(app.id, build.id)
      if (now?.status === 'pending')
        await endBuild(platform, { app, user, build, output: '' }, { status: 'failed' })
      if (!(error instanceof Problem))
        platform.log.error({ err: error, app: app.name }, 'a build failed unexpectedly')
      throw cancel?.aborted ? toProblem(cancel.reason) : error
    })
  done.catch(() => {})
  return { build, done }
}

function toProblem(reason: unknown): Problem {
  return reason instanceof Problem
    ? reason
    : problem('build_failed', 'The build was stopped.', { cause: reason })
}
