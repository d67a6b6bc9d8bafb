import { Type } from 'typebox'
import { Stack } from '../../../api-types/stack.ts'
import type { Platform } from '../../deploy/platform.ts'
import * as stacks from '../../deploy/stacks.ts'
import type { ApiServer } from './route.ts'

export function stackRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'user', scope: 'read' } as const
  server.get('/stacks', { config, schema: { response: { 200: Type.Array(Stack) } } }, async () =>
    (await stacks.listStacks(platform)).map(serializeStack),
  )
  const params = Type.Object({ stack: Type.String() })
  server.get('/stacks/:stack', { config, schema: { params, response: { 200: Stack } } }, async (request) =>
    serializeStack(await stacks.getStack(platform, request.params.stack)),
  )
}

function serializeStack({ name, isDefault }: stacks.Stack): Stack {
  // An image's age says nothing that a stack's would: which name it has is what counts.
  const always = new Date(0).toISOString()
  return { id: name, name, default: isDefault, state: 'public', created_at: always, updated_at: always }
}
