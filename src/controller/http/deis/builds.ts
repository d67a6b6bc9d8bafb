import { type Static, Type } from 'typebox'
import { DeisBuild } from '../../../api-types/deis/build.ts'
import { DeisPage } from '../../../api-types/deis/page.ts'
import { deployImage } from '../../deploy/deploy-image.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import type { Build } from '../../domain/build.ts'
import type { Slug } from '../../domain/slug.ts'
import type { User } from '../../domain/user.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import { getBuild } from '../platform/builds.ts'
import type { ApiServer } from '../platform/route.ts'
import { getUser } from '../platform/users.ts'
import { askOnce } from './ask-once.ts'
import { notBlank } from './fields.ts'
import { PageQuery, pageOf } from './pages.ts'
import { deisTime } from './times.ts'

const blankOrText = Type.Optional(Type.Union([Type.String(), Type.Null()]))

/** What is deployed: an image that is there or can be pulled. `sha` is what it was built of. */
export const ImageToDeploy = Type.Object({
  image: notBlank,
  procfile: Type.Optional(
    Type.Union([Type.Record(Type.String({ pattern: '^[A-Za-z0-9_-]+$' }), notBlank), Type.Null()]),
  ),
  sha: blankOrText,
  /** Says how Deis would start it; an image is an image here. */
  dockerfile: blankOrText,
})
export type ImageToDeploy = Static<typeof ImageToDeploy>

export function buildRoutes(server: ApiServer, platform: Platform): void {
  const access = 'collaborator' as const
  const params = Type.Object({ app: Type.String() })
  server.get(
    '/apps/:app/builds',
    {
      config: { access },
      schema: { params, querystring: PageQuery, response: { 200: DeisPage(DeisBuild) } },
    },
    async (request) => {
      const app = namedAppOf(request)
      // One that goes on has no image yet, which is what a build is to Deis.
      const builds = (await platform.store.builds.listOfApp(app.id)).filter((it) => it.status !== 'pending')
      const page = pageOf(request, builds.reverse())
      const slugs = await platform.store.slugs.listOfApp(app.id)
      const usernameOf = askOnce(async (id: string) => (await getUser(platform, id)).username)
      const results = page.results.map(async (it) => {
        const slug = slugs.find(({ id }) => id === it.slugId)
        return serializeBuild(app, it, slug, await usernameOf(it.userId))
      })
      return { ...page, results: await Promise.all(results) }
    },
  )
  server.get(
    '/apps/:app/builds/:build',
    {
      config: { access },
      schema: {
        params: Type.Object({ app: Type.String(), build: Type.String() }),
        response: { 200: DeisBuild },
      },
    },
    async (request) => {
      const app = namedAppOf(request)
      return serialize(platform, app, await getBuild(platform, app, request.params.build))
    },
  )
  server.post(
    '/apps/:app/builds',
    {
      config: { access: 'deploy' },
      schema: { params, body: ImageToDeploy, response: { 201: DeisBuild } },
    },
    async (request, reply) => {
      const app = namedAppOf(request)
      const build = await deploy(platform, { app, user: callerUser(request) }, request.body)
      reply.code(201)
      return serialize(platform, app, build)
    },
  )
}

/** Deploys an image and waits for it. It goes on where its client gives up waiting, as Deis's do. */
export async function deploy(
  platform: Platform,
  by: { app: App; user: User },
  { image, procfile, sha }: ImageToDeploy,
): Promise<Build> {
  const { signal } = new AbortController()
  const processTypes = procfile ?? undefined
  const commit = sha || undefined
  return deployImage(platform, { ...by, image, processTypes, commit, report: () => {}, signal })
}

async function serialize(platform: Platform, app: App, build: Build): Promise<DeisBuild> {
  const slug = build.slugId === null ? undefined : await platform.store.slugs.find(build.slugId)
  return serializeBuild(app, build, slug, (await getUser(platform, build.userId)).username)
}

function serializeBuild(app: App, build: Build, slug: Slug | undefined, owner: string): DeisBuild {
  const isOfTree = /^[0-9a-f]{40,64}$/.test(build.source)
  return {
    uuid: build.id,
    app: app.name,
    owner,
    image: isOfTree ? (slug?.image ?? '') : build.source,
    sha: slug?.commit ?? (isOfTree ? build.source : ''),
    procfile: slug ? procfileOf(slug) : {},
    dockerfile: isOfTree && slug?.launch === 'image' ? 'true' : '',
    created: deisTime(build.createdAt),
    updated: deisTime(build.updatedAt),
  }
}

/** Without the process types that run what their image does: they have no line. */
export function procfileOf({ processTypes }: Pick<Slug, 'processTypes'>): Record<string, string> {
  return Object.fromEntries(Object.entries(processTypes).filter(([, line]) => line !== ''))
}
