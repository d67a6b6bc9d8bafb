import { Type } from 'typebox'
import { DeisPage } from '../../../api-types/deis/page.ts'
import { DeisRelease, DeisRollback, DeisRollbackAnswer } from '../../../api-types/deis/release.ts'
import type { Platform } from '../../deploy/platform.ts'
import { rollBack } from '../../deploy/rollback.ts'
import { getCurrentRelease, getRelease } from '../../deploy/running-app.ts'
import type { App } from '../../domain/app.ts'
import type { Build } from '../../domain/build.ts'
import { problem } from '../../domain/problem.ts'
import type { Release } from '../../domain/release.ts'
import type { Slug } from '../../domain/slug.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { getUser } from '../platform/users.ts'
import { askOnce } from './ask-once.ts'
import { configUuid } from './config-uuid.ts'
import { PageQuery, pageOf } from './pages.ts'
import { type Deployed, summarizeRelease } from './release-summary.ts'
import { deisTime } from './times.ts'

export function releaseRoutes(server: ApiServer, platform: Platform): void {
  const access = 'collaborator' as const
  const params = Type.Object({ app: Type.String() })
  server.get(
    '/apps/:app/releases',
    {
      config: { access },
      schema: { params, querystring: PageQuery, response: { 200: DeisPage(DeisRelease) } },
    },
    async (request) => {
      const app = namedAppOf(request)
      const history = await readHistory(platform, app)
      const page = pageOf(request, history.releases.toReversed())
      return { ...page, results: await Promise.all(page.results.map((it) => serialize(history, it))) }
    },
  )
  server.get(
    '/apps/:app/releases/:release',
    {
      config: { access },
      schema: {
        params: Type.Object({ app: Type.String(), release: Type.String() }),
        response: { 200: DeisRelease },
      },
    },
    async (request) => {
      const app = namedAppOf(request)
      const release = await getRelease(platform, app, request.params.release)
      return serialize(await readHistory(platform, app), release)
    },
  )
  server.post(
    '/apps/:app/releases/rollback',
    {
      config: { access: 'deploy-or-operate' },
      schema: { params, body: DeisRollback, response: { 201: DeisRollbackAnswer } },
    },
    async (request, reply) => {
      const app = namedAppOf(request)
      const to = await findTarget(platform, app, request.body.version)
      const made = await rollBack(platform, { app, user: callerUser(request), to, report: () => {} })
      reply.code(201)
      return { version: made.version }
    },
  )
}

/** Without a version it is the number before the current one's, whatever became of that. */
async function findTarget(platform: Platform, app: App, asked: DeisRollback['version']): Promise<string> {
  if (asked === undefined) {
    const { version } = await getCurrentRelease(platform, app)
    if (version > 1) return String(version - 1)
  }
  if (asked === undefined || Number(asked) < 1) throw problem('bad_request', 'version cannot be below 0')
  return String(asked)
}

interface History {
  app: App
  /** Oldest first. */
  releases: Release[]
  builds: Build[]
  slugs: Slug[]
  usernameOf(userId: string): Promise<string>
}

async function readHistory(platform: Platform, app: App): Promise<History> {
  const { store } = platform
  return {
    app,
    releases: await store.releases.listOfApp(app.id),
    builds: await store.builds.listOfApp(app.id),
    slugs: await store.slugs.listOfApp(app.id),
    usernameOf: askOnce(async (id) => (await getUser(platform, id)).username),
  }
}

async function serialize(history: History, release: Release): Promise<DeisRelease> {
  const before = history.releases.findLast((it) => it.version < release.version && it.status === 'succeeded')
  const username = await history.usernameOf(release.userId)
  const deployed = findDeployed(history, release)
  return {
    uuid: release.id,
    app: history.app.name,
    owner: username,
    created: deisTime(release.createdAt),
    updated: deisTime(release.updatedAt),
    version: release.version,
    summary: summarizeRelease(release, before, deployed, username),
    failed: release.status === 'failed',
    config: configUuid(release.id),
    build: deployed?.build ?? null,
    exception: null,
  }
}

/** A slug that no build made, but images that were pushed, counts as one. */
function findDeployed({ builds, slugs }: History, release: Release): Deployed | undefined {
  const slug = slugs.find((it) => it.id === release.slugId)
  if (!slug) return undefined
  const build = builds.find((it) => it.slugId === slug.id)
  return { build: build?.id ?? slug.id, commit: slug.commit, image: build?.source ?? slug.image }
}
