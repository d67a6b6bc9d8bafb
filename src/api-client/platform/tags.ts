import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function tagsApi(http: Http): Controller['tags'] {
  return {
    get: (app) => http.get(appPath(app, 'tags')),
    update: (app, changes) => http.send('PATCH', appPath(app, 'tags'), { body: changes }),
  }
}

export function labelsApi(http: Http): Controller['labels'] {
  return {
    get: (app) => http.get(appPath(app, 'labels')),
    update: (app, changes) => http.send('PATCH', appPath(app, 'labels'), { body: changes }),
  }
}
