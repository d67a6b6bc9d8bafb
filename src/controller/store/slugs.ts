import type { Kysely, Selectable } from 'kysely'
import { imagesOf, type Slug } from '../domain/slug.ts'
import type { Schema } from './schema.ts'

export type SlugTable = ReturnType<typeof slugTable>

export function slugTable(db: Kysely<Schema>) {
  return {
    async add(slug: Slug): Promise<void> {
      await db
        .insertInto('slugs')
        .values({
          id: slug.id,
          app_id: slug.appId,
          image: slug.image,
          launch: slug.launch,
          process_types: JSON.stringify(slug.processTypes),
          commit_sha: slug.commit,
          exposed_port: slug.exposedPort,
          description: slug.description,
          size: slug.size,
          images: JSON.stringify(slug.images ?? {}),
          stack: slug.stack ?? null,
          created_at: slug.createdAt.toISOString(),
        })
        .execute()
    },
    async find(id: string): Promise<Slug | undefined> {
      const row = await db.selectFrom('slugs').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toSlug(row)
    },
    async list(ids: readonly string[]): Promise<Slug[]> {
      const rows = await db.selectFrom('slugs').selectAll().where('id', 'in', ids).execute()
      return rows.map(toSlug)
    },
    async listOfApp(appId: string): Promise<Slug[]> {
      const rows = await db
        .selectFrom('slugs')
        .selectAll()
        .where('app_id', '=', appId)
        .orderBy('created_at')
        .execute()
      return rows.map(toSlug)
    },
    /** The images of all, also of those that are not there any more. */
    async listImages(): Promise<string[]> {
      const rows = await db.selectFrom('slugs').select(['image', 'images']).execute()
      return rows.flatMap(({ image, images }) => imagesOf({ image, images: JSON.parse(images) }))
    },
  }
}

function toSlug(row: Selectable<Schema['slugs']>): Slug {
  const images = JSON.parse(row.images) as NonNullable<Slug['images']>
  return {
    id: row.id,
    appId: row.app_id,
    image: row.image,
    ...(Object.keys(images).length === 0 ? {} : { images }),
    ...(row.stack === null ? {} : { stack: row.stack }),
    launch: row.launch === 'buildpack' ? 'buildpack' : 'image',
    processTypes: JSON.parse(row.process_types) as Record<string, string>,
    commit: row.commit_sha,
    exposedPort: row.exposed_port,
    description: row.description,
    size: row.size,
    createdAt: new Date(row.created_at),
  }
}
