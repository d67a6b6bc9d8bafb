import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'

export function routingApi(http: Http): Controller['routing'] {
  return {
    get: (app) => http.get(appPath(app, 'routing')),
    update: (app, changes) => http.send('PATCH', appPath(app, 'routing'), { body: changes }),
  }
}

export function tlsApi(http: Http): Controller['tls'] {
  return {
    get: (app) => http.get(appPath(app, 'tls')),
    update: (app, changes) => http.send('PATCH', appPath(app, 'tls'), { body: changes }),
  }
}

export function whitelistApi(http: Http): Controller['whitelist'] {
  return {
    get: (app) => http.get(appPath(app, 'whitelist')),
    update: (app, changes) => http.send('PATCH', appPath(app, 'whitelist'), { body: changes }),
  }
}
