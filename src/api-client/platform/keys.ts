import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'

export function keysApi(http: Http): Controller['keys'] {
  return {
    list: () => http.list('/account/keys'),
    add: (options) => http.send('POST', '/account/keys', { body: options }),
    remove: (key) => http.send('DELETE', `/account/keys/${encodeURIComponent(key)}`),
  }
}
