import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function configVarsApi(http: Http): Controller['configVars'] {
  return {
    get: (app) => http.get(appPath(app, 'config-vars')),
    getOfRelease: (app, version) => http.get(appPath(app, 'releases', version, 'config-vars')),
    update: (app, changes, { onProgress = () => {} } = {}) =>
      http.watch('PATCH', appPath(app, 'config-vars'), onProgress, { body: changes }),
  }
}
