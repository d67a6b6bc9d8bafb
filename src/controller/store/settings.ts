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
  }
}
