import type { Kysely, Selectable } from 'kysely'
import type { App } from '../domain/app.ts'
import type { Schema } from './schema.ts'

export type AppTable = ReturnType<typeof appTable>

export function appTable(db: Kysely<Schema>) {
  return {
    async add(app: App): Promise<void> {
      await db
        .insertInto('apps')
        .values({
          id: app.id,
          name: app.name,
          owner_id: app.ownerId,
          created_at: app.createdAt.toISOString(),
          updated_at: app.updatedAt.toISOString(),
        })
        .execute()
    },
    /** By id or by name. */
    async find(idOrName: string): Promise<App | undefined> {
      const row = await db
        .selectFrom('apps')
        .selectAll()
        .where((it) => it.or([it('id', '=', idOrName), it('name', '=', idOrName)]))
        .executeTakeFirst()
      return row && toApp(row)
    },
    async list(): Promise<App[]> {
      const rows = await db.selectFrom('apps').selectAll().orderBy('name').execute()
      return rows.map(toApp)
    },
    /** Those that the user owns or works on. */
    async listOfUser(userId: string): Promise<App[]> {
      const shared = db.selectFrom('collaborators').select('app_id').where('user_id', '=', userId)
      const rows = await db
        .selectFrom('apps')
        .selectAll()
        .where((it) => it.or([it('owner_id', '=', userId), it('id', 'in', shared)]))
        .orderBy('name')
        .execute()
      return rows.map(toApp)
    },
    /** The name must be free. */
    async rename(id: string, name: string, updatedAt: Date): Promise<void> {
      await db
        .updateTable('apps')
        .set({ name, updated_at: updatedAt.toISOString() })
        .where('id', '=', id)
        .execute()
    },
    async setOwner(id: string, ownerId: string, updatedAt: Date): Promise<void> {
      const changes = { owner_id: ownerId, updated_at: updatedAt.toISOString() }
      await db.updateTable('apps').set(changes).where('id', '=', id).execute()
    },
    /** The stack that was set for builds. */
    async buildStackOf(id: string): Promise<string | null> {
      const row = await db.selectFrom('apps').select('build_stack').where('id', '=', id).executeTakeFirst()
      return row?.build_stack ?? null
    },
    /** By the app's id, where one was set. */
    async buildStacksOf(ids: readonly string[]): Promise<Map<string, string | null>> {
      const rows = await db.selectFrom('apps').select(['id', 'build_stack']).where('id', 'in', ids).execute()
      return new Map(rows.map((it) => [it.id, it.build_stack]))
    },
    async setBuildStack(id: string, stack: string): Promise<void> {
      await db.updateTable('apps').set({ build_stack: stack }).where('id', '=', id).execute()
    },
    /** With all that belongs to it. */
    async remove(id: string): Promise<void> {
      await db.deleteFrom('apps').where('id', '=', id).execute()
    },
  }
}

function toApp(row: Selectable<Schema['apps']>): App {
  return {
    id: row.id,
    name: row.name,
    ownerId: row.owner_id,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
