import { Type } from 'typebox'
import { SniEndpoint, SniEndpointCreate, SniEndpointUpdate } from '../../../api-types/sni-endpoint.ts'
import {
  addCertificate,
  getCertificate,
  removeCertificate,
  updateCertificate,
} from '../../deploy/change-certificates.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import { type Certificate, readCertificate } from '../../domain/certificate.ts'
import { appHostname } from '../../domain/web-domain.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import type { ApiServer } from './route.ts'

export function sniEndpointRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'collaborator' as const }
  const params = Type.Object({ app: Type.String() })
  const oneParams = Type.Object({ app: Type.String(), certificate: Type.String() })
  const serialize = (app: App, certificate: Certificate) => serializeCertificate(platform, app, certificate)
  server.get(
    '/apps/:app/sni-endpoints',
    { config, schema: { params, response: { 200: Type.Array(SniEndpoint) } } },
    async (request) => {
      const app = namedAppOf(request)
      const certificates = await platform.store.certificates.listOfApp(app.id)
      return Promise.all(certificates.map((it) => serialize(app, it)))
    },
  )
  server.post(
    '/apps/:app/sni-endpoints',
    { config, schema: { params, body: SniEndpointCreate, response: { 201: SniEndpoint } } },
    async (request, reply) => {
      const app = namedAppOf(request)
      const { name } = request.body
      const by = callerUser(request)
      const certificate = await addCertificate(platform, app, { name, by, ...textsOf(request.body) })
      reply.code(201)
      return serialize(app, certificate)
    },
  )
  const one = { config, schema: { params: oneParams, response: { 200: SniEndpoint } } }
  server.get('/apps/:app/sni-endpoints/:certificate', one, async (request) => {
    const app = namedAppOf(request)
    return serialize(app, await getCertificate(platform, app, request.params.certificate))
  })
  server.patch(
    '/apps/:app/sni-endpoints/:certificate',
    { config, schema: { ...one.schema, body: SniEndpointUpdate } },
    async (request) => {
      const app = namedAppOf(request)
      const { certificate } = request.params
      const texts = textsOf(request.body)
      return serialize(app, await updateCertificate(platform, app, certificate, texts, callerUser(request)))
    },
  )
  server.delete('/apps/:app/sni-endpoints/:certificate', one, async (request) => {
    const app = namedAppOf(request)
    const certificate = await getCertificate(platform, app, request.params.certificate)
    const answer = await serialize(app, certificate)
    await removeCertificate(platform, app, certificate.id, callerUser(request))
    return answer
  })
}

function textsOf(body: SniEndpointUpdate) {
  return { chain: body.certificate_chain, privateKey: body.private_key }
}

export async function serializeCertificate(
  platform: Platform,
  app: App,
  certificate: Certificate,
): Promise<SniEndpoint> {
  const domains = await platform.store.webDomains.listOfApp(app.id)
  const facts = readCertificate(certificate.chain)
  return {
    id: certificate.id,
    name: certificate.name,
    display_name: null,
    app: { id: app.id, name: app.name },
    certificate_chain: certificate.chain,
    cname: appHostname(app.name, platform.settings.domain),
    domains: domains.filter((it) => it.certificateId === certificate.id).map((it) => it.hostname),
    ssl_cert: {
      id: certificate.id,
      acm: certificate.isAutomatic,
      'ca_signed?': !facts.isSelfSigned,
      'self_signed?': facts.isSelfSigned,
      cert_domains: facts.names,
      fingerprint: facts.fingerprint,
      issuer: facts.issuer,
      subject: facts.subject,
      starts_at: facts.startsAt.toISOString(),
      expires_at: facts.expiresAt.toISOString(),
    },
    created_at: certificate.createdAt.toISOString(),
    updated_at: certificate.updatedAt.toISOString(),
  }
}
