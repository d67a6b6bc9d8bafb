import { setTimeout as delay } from 'node:timers/promises'
import { UserError } from '../../lib/errors.ts'
import type { Controller } from '../controller.ts'
import type { DeisHttp } from './deis-http.ts'
import { isWanted, newLines, renderLines } from './log-lines.ts'
import { path } from './path.ts'

/** What a look shows at most, and what has to be enough for what is written between two. */
const mostLines = 1500

/** Between two looks, in ms. */
const lookEvery = 2000

/**
 * Deis has no way to follow a log: with `tail` it is looked at again and again, and what is new is told from what was there by the
 * lines in common. Where more was written between two looks than one shows, that is said.
 */
export function logsApi(http: DeisHttp, { intervalMs = lookEvery } = {}): Controller['logs'] {
  return {
    async *read(app, { lines = 100, tail = false, source, dyno }, signal) {
      checkSource(source)
      const isFiltered = source !== undefined || dyno !== undefined
      const look = (count: number) => readLog(http, app, count)
      let seen = await look(tail || isFiltered ? mostLines : lines)
      const wanted = seen.filter((it) => isWanted(it, { source, dyno }))
      if (source === 'router' && wanted.length === 0) http.warn(noRouter(http.url))
      yield* lines === 0 ? [] : wanted.slice(-lines)
      while (tail && (await isStillAwaited(intervalMs, signal))) {
        const now = await look(mostLines)
        const added = newLines(seen, now)
        if (!added) http.warn('More was logged than Deis shows at once: some lines are missing here.')
        yield* (added ?? now).filter((it) => isWanted(it, { source, dyno }))
        seen = now
      }
    },
  }
}

/** Refused as a controller refuses it that filters by itself. */
function checkSource(source: string | undefined): void {
  if (source === undefined || ['app', 'qp', 'heroku', 'router'].includes(source)) return
  const message = `No such log source: ${source}. There are app, qp (or heroku) and router, a part of it.`
  throw new UserError(message, { code: 'invalid_params' })
}

function noRouter(url: string): string {
  return `No router wrote anything of what ${url} shows: of Deis controllers only \`qp server\` keeps its lines in the log of an app.`
}

async function readLog(http: DeisHttp, app: string, count: number): Promise<string[]> {
  const { body } = await http.getText(`${path`/apps/${app}/logs`}?log_lines=${Math.max(1, count)}`)
  return renderLines(body, app)
}

/** False once nobody reads any more. */
async function isStillAwaited(ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  if (signal?.aborted) return false
  return delay(ms, true, signal ? { signal } : {}).catch(() => false)
}
