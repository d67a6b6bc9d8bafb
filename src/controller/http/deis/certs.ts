import { Type } from 'typebox'
import { DeisCert, DeisCertCreate } from '../../../api-types/deis/cert.ts'
import { DeisDomainName } from '../../../api-types/deis/domain.ts'
import { DeisPage } from '../../../api-types/deis/page.ts'
import type { Platform } from '../../deploy/platform.ts'
import {
  addUserCertificate,
  attachUserCertificate,
  detachUserCertificate,
  getUserCertificate,
  listAttachedDomains,
  removeUserCertificate,
} from '../../deploy/user-certificates.ts'
import type { App } from '../../domain/app.ts'
import { readCertificate } from '../../domain/certificate.ts'
import { Problem, problem } from '../../domain/problem.ts'
import type { User } from '../../domain/user.ts'
import type { UserCertificate } from '../../domain/user-certificate.ts'
import { toAce, type WebDomain } from '../../domain/web-domain.ts'
import { callerUser, getAppFor } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { PageQuery, pageOf } from './pages.ts'
import { deisTime } from './times.ts'

const reading = { access: 'user', scope: 'read' } as const
const writing = { access: 'user', scope: 'write' } as const
const params = Type.Object({ name: Type.String() })

/** Everybody's own, whatever app they are attached in: decision 0013 says how that goes together with certificates of apps. */
export function certRoutes(server: ApiServer, platform: Platform): void {
  server.get(
    '/certs',
    { config: reading, schema: { querystring: PageQuery, response: { 200: DeisPage(DeisCert) } } },
    async (request) => {
      const user = callerUser(request)
      const page = pageOf(request, await platform.store.userCertificates.listOfUser(user.id))
      const domains = await platform.store.webDomains.list()
      const results = page.results.map((it) => serializeCert(platform, user, it, domains))
      return { ...page, results: await Promise.all(results) }
    },
  )
  server.post(
    '/certs',
    { config: writing, schema: { body: Type.Required(DeisCertCreate), response: { 201: DeisCert } } },
    async (request, reply) => {
      const user = callerUser(request)
      const { name, certificate: chain, key: privateKey } = request.body
      const added = await addUserCertificate(platform, user, { name, chain, privateKey })
      return reply.code(201).send(await serializeCert(platform, user, added))
    },
  )
  server.get(
    '/certs/:name',
    { config: reading, schema: { params, response: { 200: DeisCert } } },
    async (request) => {
      const user = callerUser(request)
      const { name } = request.params
      return serializeCert(platform, user, await getUserCertificate(platform, user, name))
    },
  )
  server.delete('/certs/:name', { config: writing, schema: { params } }, async (request, reply) => {
    const user = callerUser(request)
    const certificate = await getUserCertificate(platform, user, request.params.name)
    await removeUserCertificate(platform, certificate, user, (app) => mayChange(platform, user, app))
    return reply.code(204).send()
  })
  attachmentRoutes(server, platform)
}

function attachmentRoutes(server: ApiServer, platform: Platform): void {
  server.post(
    '/certs/:name/domain',
    { config: writing, schema: { params, body: DeisDomainName } },
    async (request, reply) => {
      const by = callerUser(request)
      const certificate = await getUserCertificate(platform, by, request.params.name)
      const { domain = '' } = request.body
      if (domain === '') throw problem('bad_request', 'domain is a required field')
      const found = await getDomainFor(platform, by, domain)
      await attachUserCertificate(platform, certificate, { ...found, by })
      return reply.code(201).send()
    },
  )
  server.delete(
    '/certs/:name/domain/:domain',
    { config: writing, schema: { params: Type.Object({ name: Type.String(), domain: Type.String() }) } },
    async (request, reply) => {
      const by = callerUser(request)
      const { name, domain } = request.params
      const certificate = await getUserCertificate(platform, by, name)
      // Who attached it may have been removed from the app since.
      await getDomainFor(platform, by, domain)
      await detachUserCertificate(platform, certificate, toAce(domain), by)
      return reply.code(204).send()
    },
  )
}

/** Of an app that the user may change. One that they may not see is no other than one that is not there. */
async function getDomainFor(
  platform: Platform,
  user: User,
  hostname: string,
): Promise<{ app: App; domain: WebDomain }> {
  const none = problem('not_found', `No such domain: ${hostname}.`, { reason: 'no_such_domain' })
  const domain = await platform.store.webDomains.find(toAce(hostname))
  const named = domain && (await platform.store.apps.find(domain.appId))
  if (!named) throw none
  try {
    return { app: await getAppFor(platform, user, named.name, 'collaborator'), domain }
  } catch (error) {
    throw error instanceof Problem && error.id === 'not_found' ? none : error
  }
}

async function mayChange(platform: Platform, user: User, app: App): Promise<boolean> {
  try {
    await getAppFor(platform, user, app.name, 'collaborator')
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

async function serializeCert(
  platform: Platform,
  owner: User,
  certificate: UserCertificate,
  domains?: readonly WebDomain[],
): Promise<DeisCert> {
  const { names, subject, issuer, fingerprint, startsAt, expiresAt } = readCertificate(certificate.chain)
  const attached = await listAttachedDomains(platform, certificate, domains)
  return {
    id: certificate.id,
    owner: owner.username,
    domains: attached.map((it) => it.hostname),
    san: names,
    created: deisTime(certificate.createdAt),
    updated: deisTime(certificate.updatedAt),
    name: certificate.name,
    common_name: /\/CN=([^/]+)/.exec(subject)?.[1] ?? names[0] ?? '',
    fingerprint,
    expires: deisTime(expiresAt),
    starts: deisTime(startsAt),
    issuer,
    subject,
  }
}
