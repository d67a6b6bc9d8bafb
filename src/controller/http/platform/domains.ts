import { Type } from 'typebox'
import { Domain, DomainCreate, DomainUpdate } from '../../../api-types/domain.ts'
import { addDomain, getDomain, removeDomain, setDomainCertificate } from '../../deploy/change-domains.ts'
import type { Platform } from '../../deploy/platform.ts'
import { chooseCertificate } from '../../deploy/serve-certificates.ts'
import type { App } from '../../domain/app.ts'
import { appHostname, type WebDomain } from '../../domain/web-domain.ts'
import { callerUser, namedAppOf } from '../auth.ts'
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
      return Promise.all([
        serializeDomain(platform, app, await ownDomain(platform, app), 'heroku'),
        ...custom.map((it) => serialize(app, it)),
      ])
    },
  )
  server.post(
    '/apps/:app/domains',
    { config: { access }, schema: { params, body: DomainCreate, response: { 201: Domain } } },
    async (request, reply) => {
      const app = namedAppOf(request)
      const { hostname, sni_endpoint } = request.body
      const domain = await addDomain(platform, app, hostname, sni_endpoint, callerUser(request))
      reply.code(201)
      return serialize(app, domain)
    },
  )
  const one = { config: { access }, schema: { params: oneParams, response: { 200: Domain } } }
  server.get('/apps/:app/domains/:hostname', one, async (request) => {
    const app = namedAppOf(request)
    return serialize(app, await getDomain(platform, app, request.params.hostname))
  })
  server.patch(
    '/apps/:app/domains/:hostname',
    { config: { access }, schema: { ...one.schema, body: DomainUpdate } },
    async (request) => {
      const app = namedAppOf(request)
      const { hostname } = request.params
      const user = callerUser(request)
      return serialize(
        app,
        await setDomainCertificate(platform, app, hostname, request.body.sni_endpoint, user),
      )
    },
  )
  server.delete('/apps/:app/domains/:hostname', one, async (request) => {
    const app = namedAppOf(request)
    const domain = await getDomain(platform, app, request.params.hostname)
    // What it was: afterwards the router has it no more.
    const answer = await serialize(app, domain)
    await removeDomain(platform, app, domain.id, callerUser(request))
    return answer
  })
}

/** The hostname that an app has from its name. */
async function ownDomain(platform: Platform, app: App): Promise<WebDomain> {
  const hostname = appHostname(app.name, platform.settings.domain)
  const certificates = await platform.store.certificates.listOfApp(app.id)
  const certificateId = chooseCertificate(hostname, certificates, platform.now())?.id ?? null
  const at = { createdAt: app.createdAt, updatedAt: app.createdAt }
  return { id: app.id, appId: app.id, hostname, certificateId, acm: null, ...at }
}

export async function serializeDomain(
  platform: Platform,
  app: App,
  domain: WebDomain,
  kind: Domain['kind'],
): Promise<Domain> {
  const certificate =
    domain.certificateId && (await platform.store.certificates.find(app.id, domain.certificateId))
  return {
    id: domain.id,
    app: { id: app.id, name: app.name },
    hostname: domain.hostname,
    kind,
    cname: kind === 'custom' ? appHostname(app.name, platform.settings.domain) : null,
    status: platform.router.hasHostname(app.id, domain.hostname) ? 'succeeded' : 'pending',
    acm_status: domain.acm?.status ?? null,
    acm_status_reason: domain.acm?.reason ?? null,
    sni_endpoint: certificate ? { id: certificate.id, name: certificate.name } : null,
    created_at: domain.createdAt.toISOString(),
    updated_at: domain.updatedAt.toISOString(),
  }
}
