import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function releasesApi(http: Http): Controller['releases'] {
  return {
    list: (app, { max } = {}) =>
      http.list(appPath(app, 'releases'), { range: 'version ..; order=desc', max }),
    get: (app, version) => http.get(appPath(app, 'releases', version)),
    rollback: (app, release, { onProgress = () => {} } = {}) =>
      http.watch('POST', appPath(app, 'releases'), onProgress, { body: { release } }),
    create: (app, options, { onProgress = () => {} } = {}) =>
      http.watch('POST', appPath(app, 'releases'), onProgress, { body: options }),
    readOutput: (app, version) => http.download(appPath(app, 'releases', version, 'output')),
  }
}
