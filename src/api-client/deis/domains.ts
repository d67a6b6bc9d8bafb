import type { DeisCert } from '../../api-types/deis/cert.ts'
import { DeisDomain } from '../../api-types/deis/domain.ts'
import type { Domain } from '../../api-types/domain.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Controller } from '../controller.ts'
import { attachCert, certName, detachCert, listCerts } from './certs.ts'
import type { DeisHttp } from './deis-http.ts'
import { hostOf } from './git-address.ts'
import { path } from './path.ts'
import { appReference, timesOf } from './references.ts'
import { refusedDomain, toAce } from './refused-domain.ts'

export function domainsApi(http: DeisHttp): Controller['domains'] {
  const list = async (app: string) => {
    const [domains, certs] = await Promise.all([listDomains(http, app), listCerts(http)])
    return domains.map((it) => domainOf(http, it, certs))
  }
  const get = async (app: string, hostname: string) => {
    const found = (await list(app)).find((it) => [it.hostname, it.id].includes(toAce(hostname)))
    if (found) return found
    const message = `No such domain: ${hostname}. \`qp domains -a ${app}\` lists them.`
    throw new ApiError(message, { status: 404, code: 'not_found' })
  }
  return {
    list,
    get,
    async add(app, { hostname, sni_endpoint }) {
      const body = { domain: hostname }
      const { domain } = await http
        .send(DeisDomain, 'POST', path`/apps/${app}/domains/`, body)
        .catch(async (error: unknown) => {
          throw await refusedDomain(error, { app, hostname }, () => listDomains(http, app))
        })
      if (sni_endpoint) await attachCert(http, sni_endpoint, domain)
      return get(app, domain)
    },
    /** Deis refuses a second certificate for a domain: the one before is detached first. */
    async update(app, hostname, { sni_endpoint }) {
      const domain = await get(app, hostname)
      if (domain.sni_endpoint) await detachCert(http, domain.sni_endpoint.name, domain.id)
      if (sni_endpoint !== null) await attachCert(http, sni_endpoint, domain.id)
      return get(app, hostname)
    },
    async remove(app, hostname) {
      const domain = await get(app, hostname)
      await http.act('DELETE', path`/apps/${app}/domains/${domain.id}`)
      return domain
    },
  }
}

export function listDomains(http: DeisHttp, app: string): Promise<DeisDomain[]> {
  return http.list(DeisDomain, path`/apps/${app}/domains/`)
}

/** A name without a dot is the app's own, which it was born with. */
function domainOf({ url }: DeisHttp, domain: DeisDomain, certs: readonly DeisCert[]): Domain {
  const isOwn = !domain.domain.includes('.')
  const cert = certs.find((it) => it.domains.includes(domain.domain))
  return {
    id: domain.domain,
    app: appReference(domain.app),
    hostname: hostOf(url, domain.domain),
    kind: isOwn ? 'heroku' : 'custom',
    cname: isOwn ? null : hostOf(url, domain.app),
    status: 'succeeded',
    acm_status: null,
    acm_status_reason: null,
    sni_endpoint: cert ? { id: certName(cert), name: certName(cert) } : null,
    ...timesOf(domain),
  }
}
