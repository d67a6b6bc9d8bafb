import { Type } from 'typebox'
import { Registry, RegistryUpdate } from '../../../api-types/registry.ts'
import { changeRegistry } from '../../deploy/change-registry.ts'
import type { Platform } from '../../deploy/platform.ts'
import type * as domain from '../../domain/registry.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import type { ApiServer } from './route.ts'

export function registryRoutes(server: ApiServer, platform: Platform): void {
  const access = 'deploy-or-operate' as const
  const schema = { params: Type.Object({ app: Type.String() }), response: { 200: Registry } }
  server.get('/apps/:app/registry', { config: { access }, schema }, async (request) =>
    serialize(await platform.store.registries.ofApp(namedAppOf(request).id)),
  )
  server.patch(
    '/apps/:app/registry',
    { config: { access, scope: 'write-protected' }, schema: { ...schema, body: RegistryUpdate } },
    async (request) => {
      const app = namedAppOf(request)
      return serialize(
        await changeRegistry(platform, { app, user: callerUser(request), changes: request.body }),
      )
    },
  )
}

function serialize({ username, password }: domain.Registry): Registry {
  return { username, has_password: password !== null }
}
