import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function appsApi(http: Http): Controller['apps'] {
  return {
    list: ({ all = false } = {}) => http.list(all ? '/apps' : '/users/~/apps'),
    get: (app) => http.get(appPath(app)),
    create: (options) => http.send('POST', '/apps', { body: options }),
    destroy: (app) => http.send('DELETE', appPath(app)),
  }
}
