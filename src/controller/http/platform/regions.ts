import { Type } from 'typebox'
import { Region } from '../../../api-types/region.ts'
import { listNodes } from '../../deploy/placement.ts'
import type { Platform } from '../../deploy/platform.ts'
import { problem } from '../../domain/problem.ts'
import type { ApiServer } from './route.ts'

/** What an app's `region` is called; a controller is one region, wherever its machines stand. */
export const regionName = 'local'

export function regionRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'user' as const, scope: 'read' as const }
  const params = Type.Object({ region: Type.String() })
  server.get('/regions', { config, schema: { response: { 200: Type.Array(Region) } } }, async () => [
    await describeRegion(platform),
  ])
  server.get(
    '/regions/:region',
    { config, schema: { params, response: { 200: Region } } },
    async (request) => {
      checkRegion(platform, request.params.region)
      return describeRegion(platform)
    },
  )
}

/** Takes a name or an id. Throws `not_found`. */
export function checkRegion({ controllerId }: Pick<Platform, 'controllerId'>, region: string): void {
  if (region === regionName || region === controllerId) return
  throw problem(
    'not_found',
    `No such region: ${region}. A controller is one region, called ${regionName}; \`qp regions\` tells of it.`,
  )
}

/** Nobody told the controller where on earth it is: it knows the names of its machines, and since when there is somebody to serve. */
async function describeRegion(platform: Platform): Promise<Region> {
  const nodes = (await listNodes(platform)).map((it) => it.name).join(', ')
  const users = await platform.store.users.list()
  const [since = platform.now()] = users.map((it) => it.createdAt).sort((a, b) => a.getTime() - b.getTime())
  return {
    id: platform.controllerId,
    name: regionName,
    description: `The machines of this controller: ${nodes}`,
    country: 'Self-hosted',
    locale: nodes,
    private_capable: false,
    provider: { name: 'docker', region: regionName },
    created_at: since.toISOString(),
    updated_at: since.toISOString(),
  }
}
