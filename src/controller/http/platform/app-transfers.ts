import { AppTransfer, AppTransferCreate } from '../../../api-types/app-transfer.ts'
import { transferApp } from '../../deploy/change-access.ts'
import type { Platform } from '../../deploy/platform.ts'
import { callerUser, getAppFor } from '../auth.ts'
import type { ApiServer } from './route.ts'
import { getUser, userReference } from './users.ts'

export function appTransferRoutes(server: ApiServer, platform: Platform): void {
  server.post(
    '/account/app-transfers',
    {
      // The app is in the body, so the handler asks whether the caller owns it.
      config: { access: 'user', scope: 'write' },
      schema: { body: AppTransferCreate, response: { 201: AppTransfer } },
    },
    async (request, reply) => {
      const by = callerUser(request)
      const app = await getAppFor(platform, by, request.body.app, 'owner')
      const owner = await getUser(platform, app.ownerId)
      const given = await transferApp(platform, {
        app,
        user: request.body.recipient,
        by,
      })
      const at = given.updatedAt.toISOString()
      reply.code(201)
      return {
        id: platform.newId(),
        app: { id: app.id, name: app.name },
        owner: userReference(owner),
        recipient: userReference(await getUser(platform, given.ownerId)),
        state: 'accepted' as const,
        created_at: at,
        updated_at: at,
      }
    },
  )
}
