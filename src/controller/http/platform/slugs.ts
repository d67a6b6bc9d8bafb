import { Type } from 'typebox'
import { Slug } from '../../../api-types/slug.ts'
import type { Platform } from '../../deploy/platform.ts'
import { problem } from '../../domain/problem.ts'
import type * as domain from '../../domain/slug.ts'
import { stackNameOf, stackOf } from '../../domain/stack.ts'
import { namedAppOf } from '../auth.ts'
import type { ApiServer } from './route.ts'

export function slugRoutes(server: ApiServer, platform: Platform): void {
  const params = Type.Object({ app: Type.String(), slug: Type.String() })
  server.get(
    '/apps/:app/slugs/:slug',
    { config: { access: 'collaborator' }, schema: { params, response: { 200: Slug } } },
    async (request) => {
      const { params } = request
      const found = await platform.store.slugs.find(params.slug)
      // One of another app is none here: whoever works on this one may not know that one.
      if (found?.appId === namedAppOf(request).id)
        return serializeSlug(found, stackNameOf(platform.settings.stackImage))
      throw problem(
        'not_found',
        `No such slug: ${params.slug}. \`qp releases:info --json\` names a release's.`,
      )
    },
  )
}

function serializeSlug(slug: domain.Slug, defaultStack: string): Slug {
  const stack = stackOf(slug, defaultStack)
  return {
    id: slug.id,
    blob: {},
    buildpack_provided_description: slug.description,
    checksum: null,
    commit: slug.commit,
    commit_description: null,
    process_types: { ...slug.processTypes },
    size: slug.size,
    stack: { id: stack, name: stack },
    image: slug.image,
    launch: slug.launch,
    exposed_port: slug.exposedPort,
    created_at: slug.createdAt.toISOString(),
    updated_at: slug.createdAt.toISOString(),
  }
}
