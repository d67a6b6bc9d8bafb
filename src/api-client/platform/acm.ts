import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function acmApi(http: Http): Controller['acm'] {
  return {
    enable: (app) => http.send('POST', appPath(app, 'acm'), { body: {} }),
    disable: (app) => http.send('DELETE', appPath(app, 'acm')),
    refresh: (app) => http.send('PATCH', appPath(app, 'acm'), { body: { acm_refresh: true } }),
  }
}
