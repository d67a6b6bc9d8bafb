import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function formationApi(http: Http): Controller['formation'] {
  return {
    list: (app) => http.list(appPath(app, 'formation')),
    update: (app, updates, { onProgress = () => {} } = {}) =>
      http.watch('PATCH', appPath(app, 'formation'), onProgress, {
        body: { updates },
        kind: 'list',
      }),
  }
}
