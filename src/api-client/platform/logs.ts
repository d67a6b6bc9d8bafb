import type { LogSession, LogSessionCreate } from '../../api-types/log-session.ts'
import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'
import { readLogStream } from '../log-stream.ts'
import { appPath } from './app-path.ts'

/** What a session shows at most of the lines before it. */
const mostLines = 1500

export function logsApi(http: Http): Controller['logs'] {
  return {
    async *read(app, options, signal) {
      const open = async (body: LogSessionCreate) => {
        const session = await http.send<LogSession>('POST', appPath(app, 'log-sessions'), { body })
        return new URL(session.logplex_url, http.url)
      }
      // Of what came since the last line nothing is to be missing, however few lines were asked for at first.
      const renew = (lastId: string | undefined) =>
        open(lastId === undefined ? options : { ...options, lines: mostLines })
      const url = await open(options)
      const { agents, talk } = http
      yield* readLogStream(url, { tail: options.tail === true, signal, agents, talk, renew })
    },
  }
}
