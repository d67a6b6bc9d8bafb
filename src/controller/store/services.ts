import type { Kysely, Selectable } from 'kysely'
import type { Service } from '../domain/service.ts'
import type { Schema } from './schema.ts'

export type ServiceTable = ReturnType<typeof serviceTable>

export function serviceTable(db: Kysely<Schema>) {
  return {
    /** Adds the service, or changes the one of the same app and type. */
    async put(service: Service): Promise<void> {
      const changing = { path_pattern: service.pathPattern, updated_at: service.updatedAt.toISOString() }
      await db
        .insertInto('services')
        .values({
          id: service.id,
          app_id: service.appId,
          type: service.type,
          created_at: service.createdAt.toISOString(),
          ...changing,
        })
        .onConflict((it) => it.columns(['app_id', 'type']).doUpdateSet(changing))
        .execute()
    },
    async listOfApp(appId: string): Promise<Service[]> {
      const rows = await db
        .selectFrom('services')
        .selectAll()
        .where('app_id', '=', appId)
        .orderBy('type')
        .execute()
      return rows.map(toService)
    },
    async remove(id: string): Promise<void> {
      await db.deleteFrom('services').where('id', '=', id).execute()
    },
  }
}

function toService(row: Selectable<Schema['services']>): Service {
  return {
    id: row.id,
    appId: row.app_id,
    type: row.type,
    pathPattern: row.path_pattern,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
