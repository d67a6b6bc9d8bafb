import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function containerImagesApi(http: Http): Controller['containerImages'] {
  const path = (app: string, ...rest: string[]) => appPath(app, 'container-images', ...rest)
  return {
    list: (app) => http.list(path(app)),
    push: (app, type, tar) => http.upload(path(app, type), 'application/x-tar', tar),
    read: (app, type) => http.download(path(app, type)),
    release: (app, types, { onProgress = () => {} } = {}) =>
      http.watch('POST', path(app, 'actions', 'release'), onProgress, { body: { types } }),
    remove: (app, types, { onProgress = () => {} } = {}) =>
      http.watch('POST', path(app, 'actions', 'remove'), onProgress, { body: { types } }),
  }
}
