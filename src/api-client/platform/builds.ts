import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function buildsApi(http: Http): Controller['builds'] {
  return {
    list: (app) => http.list(appPath(app, 'builds')),
    create: (app, options, { onProgress = () => {} } = {}) =>
      http.watch('POST', appPath(app, 'builds'), onProgress, options),
  }
}
