import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function registryApi(http: Http): Controller['registry'] {
  return {
    get: (app) => http.get(appPath(app, 'registry')),
    update: (app, changes) => http.send('PATCH', appPath(app, 'registry'), { body: changes }),
  }
}
