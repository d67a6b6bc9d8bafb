import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function drainsApi(http: Http): Controller['drains'] {
  return {
    list: (app, { extended = false } = {}) =>
      http.list(appPath(app, 'log-drains') + (extended ? '?extended=true' : '')),
    add: (app, options) => http.send('POST', appPath(app, 'log-drains'), { body: options }),
    remove: (app, which) => http.send('DELETE', appPath(app, 'log-drains', which)),
  }
}
