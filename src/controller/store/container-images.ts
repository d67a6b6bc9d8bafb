import type { Kysely, Selectable } from 'kysely'
import type { ContainerImage } from '../domain/container-image.ts'
import type { Schema } from './schema.ts'

export type ContainerImageTable = ReturnType<typeof containerImageTable>

export function containerImageTable(db: Kysely<Schema>) {
  return {
    /** By process type. */
    async listOfApp(appId: string): Promise<ContainerImage[]> {
      const rows = await db
        .selectFrom('container_images')
        .selectAll()
        .where('app_id', '=', appId)
        .orderBy('type')
        .execute()
      return rows.map(toContainerImage)
    },
    /** In the place of the one that the process type had. */
    async put({ appId, type, image, createdAt }: ContainerImage): Promise<void> {
      const values = { image, created_at: createdAt.toISOString() }
      await db
        .insertInto('container_images')
        .values({ app_id: appId, type, ...values })
        .onConflict((it) => it.columns(['app_id', 'type']).doUpdateSet(values))
        .execute()
    },
    /** Of all apps. */
    async listImages(): Promise<string[]> {
      const rows = await db.selectFrom('container_images').select('image').execute()
      return rows.map(({ image }) => image)
    },
    async remove(appId: string, type: string): Promise<void> {
      await db.deleteFrom('container_images').where('app_id', '=', appId).where('type', '=', type).execute()
    },
  }
}

function toContainerImage(row: Selectable<Schema['container_images']>): ContainerImage {
  return { appId: row.app_id, type: row.type, image: row.image, createdAt: new Date(row.created_at) }
}
