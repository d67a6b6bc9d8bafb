import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function featuresApi(http: Http): Controller['features'] {
  return {
    list: (app) => http.list(appPath(app, 'features')),
    get: (app, feature) => http.get(appPath(app, 'features', feature)),
    update: (app, feature, changes) =>
      http.send('PATCH', appPath(app, 'features', feature), { body: changes }),
    listOfAccount: () => http.list('/account/features'),
    getOfAccount: (feature) => http.get(accountPath(feature)),
    updateOfAccount: (feature, changes) => http.send('PATCH', accountPath(feature), { body: changes }),
  }
}

function accountPath(feature: string): string {
  return `/account/features/${encodeURIComponent(feature)}`
}
