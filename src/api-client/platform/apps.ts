import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function appsApi(http: Http): Controller['apps'] {
  return {
    list: ({ all = false, label } = {}) => {
      const query = label === undefined ? '' : `?label=${encodeURIComponent(label)}`
      return http.list((all ? '/apps' : '/users/~/apps') + query)
    },
    get: (app) => http.get(appPath(app)),
    create: (options) => http.send('POST', '/apps', { body: options }),
    update: (app, changes) => http.send('PATCH', appPath(app), { body: changes }),
    destroy: (app) => http.send('DELETE', appPath(app)),
    transfer: (options) => http.send('POST', '/account/app-transfers', { body: options }),
  }
}
