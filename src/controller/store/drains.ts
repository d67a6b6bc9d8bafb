import type { Kysely, Selectable } from 'kysely'
import type { Drain } from '../domain/drain.ts'
import type { Schema } from './schema.ts'

export type DrainTable = ReturnType<typeof drainTable>

export function drainTable(db: Kysely<Schema>) {
  return {
    async add(drain: Drain): Promise<void> {
      await db
        .insertInto('drains')
        .values({
          id: drain.id,
          app_id: drain.appId,
          url: drain.url,
          token: drain.token,
          created_at: drain.createdAt.toISOString(),
          updated_at: drain.updatedAt.toISOString(),
        })
        .execute()
    },
    /** By id, token or URL. */
    async find(appId: string, which: string): Promise<Drain | undefined> {
      const row = await db
        .selectFrom('drains')
        .selectAll()
        .where('app_id', '=', appId)
        .where((it) => it.or([it('id', '=', which), it('token', '=', which), it('url', '=', which)]))
        .executeTakeFirst()
      return row && toDrain(row)
    },
    /** Oldest first. */
    async listOfApp(appId: string): Promise<Drain[]> {
      const rows = await db
        .selectFrom('drains')
        .selectAll()
        .where('app_id', '=', appId)
        .orderBy('created_at')
        .execute()
      return rows.map(toDrain)
    },
    /** Of all apps. */
    async list(): Promise<Drain[]> {
      return (await db.selectFrom('drains').selectAll().execute()).map(toDrain)
    },
    async remove(id: string): Promise<void> {
      await db.deleteFrom('drains').where('id', '=', id).execute()
    },
  }
}

function toDrain(row: Selectable<Schema['drains']>): Drain {
  return {
    id: row.id,
    appId: row.app_id,
    url: row.url,
    token: row.token,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
