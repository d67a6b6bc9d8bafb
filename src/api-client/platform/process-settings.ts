import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function processSettingsApi(http: Http): Controller['processSettings'] {
  return {
    list: (app) => http.list(appPath(app, 'process-settings')),
    update: (app, updates, { onProgress = () => {} } = {}) =>
      http.watch('PATCH', appPath(app, 'process-settings'), onProgress, {
        body: { updates },
        kind: 'list',
      }),
  }
}
