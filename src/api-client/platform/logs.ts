import type { LogSession } from '../../api-types/log-session.ts'
import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { readLogStream } from '../log-stream.ts'
import { appPath } from './app-path.ts'

export function logsApi(http: Http): Controller['logs'] {
  return {
    async *read(app, options, signal) {
      const session = await http.send<LogSession>('POST', appPath(app, 'log-sessions'), { body: options })
      const url = new URL(session.logplex_url, http.url)
      yield* readLogStream(url, { tail: options.tail === true, signal, agents: http.agents })
    },
  }
}
