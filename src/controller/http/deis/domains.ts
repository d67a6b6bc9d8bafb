import { Type } from 'typebox'
import { DeisDomain } from '../../../api-types/deis/domain.ts'
import { DeisPage } from '../../../api-types/deis/page.ts'
import { addDomain, removeDomain } from '../../deploy/change-domains.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import { problem } from '../../domain/problem.ts'
import type { User } from '../../domain/user.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { getUser } from '../platform/users.ts'
import { PageQuery, pageOf } from './pages.ts'
import { ofOwnedApp } from './references.ts'

export function domainRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'collaborator' as const }
  const params = Type.Object({ app: Type.String() })
  server.get(
    '/apps/:app/domains',
    { config, schema: { params, querystring: PageQuery, response: { 200: DeisPage(DeisDomain) } } },
    async (request) => {
      const app = namedAppOf(request)
      const custom = await platform.store.webDomains.listOfApp(app.id)
      const page = pageOf(request, [ownDomain(app), ...custom])
      const owner = await getUser(platform, app.ownerId)
      return { ...page, results: page.results.map((it) => serializeDomain(app, owner, it)) }
    },
  )
  server.post(
    '/apps/:app/domains',
    {
      config,
      schema: { params, body: Type.Object({ domain: Type.String() }), response: { 201: DeisDomain } },
    },
    async (request, reply) => {
      const app = namedAppOf(request)
      const { domain } = request.body
      if (domain === app.name)
        throw problem('invalid_params', `${domain} is the app's own name.`, { reason: 'domain_taken' })
      const added = await addDomain(platform, app, domain, undefined, callerUser(request))
      return reply.code(201).send(serializeDomain(app, await getUser(platform, app.ownerId), added))
    },
  )
  server.delete(
    '/apps/:app/domains/:domain',
    {
      config: { access: 'manage' },
      schema: { params: Type.Object({ app: Type.String(), domain: Type.String() }) },
    },
    async (request, reply) => {
      const app = namedAppOf(request)
      const { domain } = request.params
      if (domain === app.name) throw ownNameStays(app)
      await removeDomain(platform, app, domain, callerUser(request))
      return reply.code(204).send()
    },
  )
}

interface NamedDomain {
  hostname: string
  createdAt: Date
  updatedAt: Date
}

/** The one that an app has by its name, below the platform's domain: Deis's clients put the rest behind it. */
function ownDomain({ name, createdAt }: App): NamedDomain {
  return { hostname: name, createdAt, updatedAt: createdAt }
}

/** In Deis it can be removed. Here it is the name itself: what is wanted by that is to take the app off the router. */
function ownNameStays({ name }: App) {
  return problem(
    'bad_request',
    `${name} is the app's own name, which it answers to as long as it is routable. \`routing:disable\` takes it off the router.`,
  )
}

function serializeDomain(app: App, owner: User, domain: NamedDomain): DeisDomain {
  return { ...ofOwnedApp(app, owner, domain), domain: domain.hostname }
}
