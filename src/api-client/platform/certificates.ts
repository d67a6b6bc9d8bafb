import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function certificatesApi(http: Http): Controller['certificates'] {
  return {
    list: (app) => http.list(appPath(app, 'sni-endpoints')),
    get: (app, name) => http.get(appPath(app, 'sni-endpoints', name)),
    add: (app, options) => http.send('POST', appPath(app, 'sni-endpoints'), { body: options }),
    update: (app, name, options) =>
      http.send('PATCH', appPath(app, 'sni-endpoints', name), { body: options }),
    remove: (app, name) => http.send('DELETE', appPath(app, 'sni-endpoints', name)),
  }
}
