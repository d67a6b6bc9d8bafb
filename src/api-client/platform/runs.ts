import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'
import { attachRun } from './attach-run.ts'

export function runsApi(http: Http): Controller['runs'] {
  return {
    list: (app, { all = false } = {}) => http.list(`${appPath(app, 'runs')}${all ? '?all=true' : ''}`),
    get: (app, run) => http.get(appPath(app, 'runs', run)),
    stop: (app, run) => http.send('POST', appPath(app, 'runs', run, 'actions', 'stop')),
    attach: (run, options) =>
      attachRun(http, { id: run.id, app: run.app.name, name: run.dyno.name, url: run.attach_url }, options),
  }
}
