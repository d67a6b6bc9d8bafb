import { Type } from 'typebox'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import { parseDynoName } from '../../domain/dyno.ts'
import type { LogLine } from '../../domain/log-line.ts'
import type { Release } from '../../domain/release.ts'
import { namedAppOf } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { podSuffix } from './pod-name.ts'

const usualLines = 100

export function logRoutes(server: ApiServer, platform: Platform): void {
  server.get(
    '/apps/:app/logs',
    {
      config: { access: 'deploy-or-operate', scope: 'read' },
      schema: {
        params: Type.Object({ app: Type.String() }),
        querystring: Type.Object({ log_lines: Type.Optional(Type.String({ pattern: '^[0-9]+$' })) }),
      },
    },
    async (request, reply) => {
      const app = namedAppOf(request)
      const lines = await platform.logs.read(app.id, Number(request.query.log_lines ?? usualLines), {})
      if (lines.length === 0) return reply.code(204).send()
      const releases = await platform.store.releases.listOfApp(app.id)
      const text = lines.map((it) => `${formatDeisLine(app, releases, it)}\n`).join('')
      return reply.type('text/plain; charset=utf-8').send(text)
    },
  )
}

/**
 * As Deis's logger has them (deis/logger): its clients colour a line by its second word. Deis keeps nothing of its router's there; here
 * that is `deis[router]`, and what is said of a dyno names it as its own lines do, so that clients can tell both.
 */
function formatDeisLine(app: App, releases: readonly Release[], line: LogLine): string {
  const { at, source, dyno, text } = line
  const time = `${at.toISOString().slice(0, 19)}+00:00`
  if (dyno === 'api') return `${time} deis[controller]: INFO ${text}`
  return `${time} ${source === 'app' ? app.name : 'deis'}[${processOf(app, releases, line)}]: ${text}`
}

/** `web.v4.k5twh`; what is no dyno, as it is. */
function processOf(app: App, releases: readonly Release[], { at, dyno }: LogLine): string {
  const name = parseDynoName(dyno)
  if (!name) return dyno
  // Lines don't say which release wrote them. While one takes the place of another, the last words of the old are the new one's here.
  const made = releases.filter((it) => it.createdAt <= at && it.status !== 'failed')
  const version = Math.max(1, ...made.map((it) => it.version))
  return `${name.type}.v${version}.${name.type === 'run' ? name.ordinal : podSuffix(app, version, name)}`
}
