import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function domainsApi(http: Http): Controller['domains'] {
  return {
    list: (app) => http.list(appPath(app, 'domains')),
    get: (app, hostname) => http.get(appPath(app, 'domains', hostname)),
    add: (app, options) => http.send('POST', appPath(app, 'domains'), { body: options }),
    update: (app, hostname, changes) =>
      http.send('PATCH', appPath(app, 'domains', hostname), { body: changes }),
    remove: (app, hostname) => http.send('DELETE', appPath(app, 'domains', hostname)),
  }
}
