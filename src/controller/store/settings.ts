import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export type SettingTable = ReturnType<typeof settingTable>

export function settingTable(db: Kysely<Schema>) {
  return {
    async find(key: string): Promise<string | undefined> {
      const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst()
      return row?.value
    },
    async set(key: string, value: string): Promise<void> {
      await db
        .insertInto('settings')
        .values({ key, value })
        .onConflict((it) => it.column('key').doUpdateSet({ value }))
        .execute()
    },
    /** The values of those whose keys begin so, by key. */
    async listOf(prefix: string): Promise<Map<string, string>> {
      const rows = await db
        .selectFrom('settings')
        .selectAll()
        .where('key', '>=', prefix)
        .orderBy('key')
        .execute()
      return new Map(rows.filter((it) => it.key.startsWith(prefix)).map((it) => [it.key, it.value]))
    },
    async remove(key: string): Promise<void> {
      await db.deleteFrom('settings').where('key', '=', key).execute()
    },
  }
}
