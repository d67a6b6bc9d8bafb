import type { Source } from '../../api-types/build.ts'
import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function buildsApi(http: Http): Controller['builds'] {
  return {
    list: (app) => http.list(appPath(app, 'builds')),
    get: (app, build) => http.get(appPath(app, 'builds', build)),
    readOutput: (app, build) => http.download(appPath(app, 'builds', build, 'output')),
    cancel: (app, build) => http.send('DELETE', appPath(app, 'builds', build)),
    create: (app, options, { onProgress = () => {} } = {}) =>
      http.watch('POST', appPath(app, 'builds'), onProgress, { body: options }),
    async upload(app, tar) {
      const { source_blob } = await http.send<Source>('POST', appPath(app, 'sources'))
      // Of the controller that was asked, by whichever name it calls itself.
      const { pathname, search } = new URL(source_blob.put_url)
      await http.upload(pathname + search, 'application/x-tar', tar)
      return source_blob.get_url
    },
  }
}
