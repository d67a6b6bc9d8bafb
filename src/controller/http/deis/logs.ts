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

/** As Deis's logger has them (deis/logger): its clients colour a line by its second word. */
function formatDeisLine(app: App, releases: readonly Release[], { at, source, dyno, text }: LogLine): string {
  const time = `${at.toISOString().slice(0, 19)}+00:00`
  const name = source === 'app' ? parseDynoName(dyno) : undefined
  if (!name) return `${time} deis[controller]: INFO ${dyno === 'api' ? '' : `${dyno} `}${text}`
  // Lines don't say which release wrote them. While one takes the place of another, the last words of the old are the new one's here.
  const made = releases.filter((it) => it.createdAt <= at && it.status !== 'failed')
  const version = Math.max(1, ...made.map((it) => it.version))
  const suffix = name.type === 'run' ? name.ordinal : podSuffix(app, version, name)
  return `${time} ${app.name}[${name.type}.v${version}.${suffix}]: ${text}`
}
