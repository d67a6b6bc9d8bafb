import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'

export function oauthClientsApi(http: Http): Controller['oauthClients'] {
  return {
    list: () => http.list('/oauth/clients'),
    create: (options) => http.send('POST', '/oauth/clients', { body: options }),
    get: (id) => http.get(clientPath(id)),
    update: (id, changes) => http.send('PATCH', clientPath(id), { body: changes }),
    rotate: (id) => http.send('POST', `${clientPath(id)}/actions/rotate-credentials`),
    remove: (id) => http.send('DELETE', clientPath(id)),
  }
}

function clientPath(id: string): string {
  return `/oauth/clients/${encodeURIComponent(id)}`
}
