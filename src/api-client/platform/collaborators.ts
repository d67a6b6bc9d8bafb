import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function collaboratorsApi(http: Http): Controller['collaborators'] {
  return {
    list: (app) => http.list(appPath(app, 'collaborators')),
    add: (app, options) => http.send('POST', appPath(app, 'collaborators'), { body: options }),
    update: (app, user, changes) =>
      http.send('PATCH', appPath(app, 'collaborators', user), { body: changes }),
    remove: (app, user) => http.send('DELETE', appPath(app, 'collaborators', user)),
  }
}
