import { Type } from 'typebox'
import { ConfigVars, ConfigVarsUpdate } from '../../../api-types/config-vars.ts'
import { changeConfig } from '../../deploy/change-config.ts'
import type { Platform } from '../../deploy/platform.ts'
import { getCurrentRelease, getRelease } from '../../deploy/running-app.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import { watched } from '../watched.ts'
import type { ApiServer } from './route.ts'

export function configVarRoutes(server: ApiServer, platform: Platform): void {
  const access = 'deploy-or-operate' as const
  const reading = { access, scope: 'read-protected' as const }
  const schema = { params: Type.Object({ app: Type.String() }), response: { 200: ConfigVars } }
  server.get('/apps/:app/config-vars', { config: reading, schema }, async (request) => {
    return (await getCurrentRelease(platform, namedAppOf(request))).config
  })
  server.patch(
    '/apps/:app/config-vars',
    { config: { access, scope: 'write-protected' }, schema: { ...schema, body: ConfigVarsUpdate } },
    async (request, reply) =>
      watched(request, reply, 200, (report) =>
        changeConfig(platform, {
          app: namedAppOf(request),
          user: callerUser(request),
          changes: request.body,
          report,
        }),
      ),
  )
  server.get(
    '/apps/:app/releases/:release/config-vars',
    {
      config: reading,
      schema: { ...schema, params: Type.Object({ app: Type.String(), release: Type.String() }) },
    },
    async (request) => (await getRelease(platform, namedAppOf(request), request.params.release)).config,
  )
}
