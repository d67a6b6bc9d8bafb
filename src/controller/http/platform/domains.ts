import { Type } from 'typebox'
import { Domain, DomainCreate } from '../../../api-types/domain.ts'
import { addDomain, getDomain, removeDomain } from '../../deploy/change-domains.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import { appHostname, type WebDomain } from '../../domain/web-domain.ts'
import { namedAppOf } from '../auth.ts'
import type { ApiServer } from './route.ts'

export function domainRoutes(server: ApiServer, platform: Platform): void {
  const access = 'collaborator' as const
  const params = Type.Object({ app: Type.String() })
  const oneParams = Type.Object({ app: Type.String(), hostname: Type.String() })
  const serialize = (app: App, domain: WebDomain) => serializeDomain(platform, app, domain, 'custom')
  server.get(
    '/apps/:app/domains',
    { config: { access }, schema: { params, response: { 200: Type.Array(Domain) } } },
    async (request) => {
      const app = namedAppOf(request)
      const custom = await platform.store.webDomains.listOfApp(app.id)
      return [
        serializeDomain(platform, app, ownDomain(platform, app), 'heroku'),
        ...custom.map((it) => serialize(app, it)),
      ]
    },
  )
  server.post(
    '/apps/:app/domains',
    { config: { access }, schema: { params, body: DomainCreate, response: { 201: Domain } } },
    async (request, reply) => {
      const app = namedAppOf(request)
      const domain = await addDomain(platform, app, request.body.hostname)
      reply.code(201)
      return serialize(app, domain)
    },
  )
  const one = { config: { access }, schema: { params: oneParams, response: { 200: Domain } } }
  server.get('/apps/:app/domains/:hostname', one, async (request) => {
    const app = namedAppOf(request)
    return serialize(app, await getDomain(platform, app, request.params.hostname))
  })
  server.delete('/apps/:app/domains/:hostname', one, async (request) => {
    const app = namedAppOf(request)
    return serialize(app, await removeDomain(platform, app, request.params.hostname))
  })
}

/** The hostname that an app has from its name. */
function ownDomain(platform: Platform, app: App): WebDomain {
  const hostname = appHostname(app.name, platform.settings.domain)
  return { id: app.id, appId: app.id, hostname, createdAt: app.createdAt, updatedAt: app.createdAt }
}

function serializeDomain(platform: Platform, app: App, domain: WebDomain, kind: Domain['kind']): Domain {
  return {
    id: domain.id,
    app: { id: app.id, name: app.name },
    hostname: domain.hostname,
    kind,
    cname: kind === 'custom' ? appHostname(app.name, platform.settings.domain) : null,
    status: 'succeeded',
    acm_status: null,
    acm_status_reason: null,
    sni_endpoint: null,
    created_at: domain.createdAt.toISOString(),
    updated_at: domain.updatedAt.toISOString(),
  }
}
