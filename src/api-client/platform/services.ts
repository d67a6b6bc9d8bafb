import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function servicesApi(http: Http): Controller['services'] {
  return {
    list: (app) => http.list(appPath(app, 'services')),
    put: (app, options, { onProgress = () => {} } = {}) =>
      http.watch('POST', appPath(app, 'services'), onProgress, { body: options }),
    remove: (app, type) => http.send('DELETE', appPath(app, 'services', type)),
  }
}
