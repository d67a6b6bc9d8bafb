import { DeisCert } from '../../api-types/deis/cert.ts'
import type { DeisHttp } from './deis-http.ts'
import { notThere } from './not-there.ts'
import { path } from './path.ts'
import { versions } from './versions.ts'

/** Those of whoever asks: a certificate is its owner's, whichever apps its domains are of. */
export function listCerts(http: DeisHttp): Promise<DeisCert[]> {
  return http.list(DeisCert, '/certs/')
}

/** What it goes by. */
export function certName({ name, common_name }: Pick<DeisCert, 'name' | 'common_name'>): string {
  return name || common_name
}

export async function attachCert(http: DeisHttp, cert: string, domain: string): Promise<void> {
  checkForAttaching(http)
  await http.act('POST', path`/certs/${cert}/domain/`, { domain })
}

export async function detachCert(http: DeisHttp, cert: string, domain: string): Promise<void> {
  checkForAttaching(http)
  await http.act('DELETE', path`/certs/${cert}/domain/${domain}`)
}

function checkForAttaching(http: DeisHttp): void {
  if (versions[http.version].isCertNamed) return
  throw notThere(http, 'way to attach certificates', 'One serves the domains that its common name is of.')
}
