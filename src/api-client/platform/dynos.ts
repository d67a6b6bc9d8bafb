import type { Dyno } from '../../api-types/dyno.ts'
import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { appPath } from './app-path.ts'
import { attachRun } from './attach-run.ts'

/** Loads what opens the session while the controller makes what there is to attach to. */
function prepareToAttach(): void {
  setImmediate(() => void import('ws'))
}

export function dynosApi(http: Http): Controller['dynos'] {
  return {
    list: (app) => http.list(appPath(app, 'dynos')),
    create: (app, options) => {
      const created = http.send<Dyno>('POST', appPath(app, 'dynos'), { body: options })
      if (options.attach) prepareToAttach()
      return created
    },
    restart: async (app, which, { onProgress = () => {} } = {}) => {
      await http.watch('DELETE', dynosPath(app, which), onProgress)
    },
    stop: async (app, which) => {
      await http.send('POST', `${dynosPath(app, which)}/actions/stop`, { kind: 'any' })
    },
    readArchive: (app, dyno, path) => http.download(archivePath(app, dyno, path)),
    writeArchive: (app, dyno, path, tar) =>
      http.upload(archivePath(app, dyno, path), 'application/x-tar', tar),
    runInside: (app, dyno, options) => {
      prepareToAttach()
      return http.send('POST', appPath(app, 'dynos', dyno), { body: options })
    },
    attach: (dyno, options) =>
      attachRun(http, { id: dyno.id, app: dyno.app.name, name: dyno.name, url: dyno.attach_url }, options),
    forward: async (app, dyno) => (await import('./forward.ts')).openForward(http, app, dyno),
  }
}

/** "web.1" is a dyno, "web" a process type, which the Platform API has under /formations where dynos are meant. */
function dynosPath(app: string, which?: string): string {
  if (which === undefined) return appPath(app, 'dynos')
  return which.includes('.') ? appPath(app, 'dynos', which) : appPath(app, 'formations', which)
}

function archivePath(app: string, dyno: string, path: string): string {
  return `${appPath(app, 'dynos', dyno, 'archive')}?path=${encodeURIComponent(path)}`
}
