import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function buildpacksApi(http: Http): Controller['buildpacks'] {
  return {
    list: (app) => http.list(appPath(app, 'buildpack-installations')),
    replace: (app, update) =>
      http.send('PUT', appPath(app, 'buildpack-installations'), {
        body: update,
        kind: 'list',
      }),
    listKnown: () => http.list('/buildpacks'),
  }
}
