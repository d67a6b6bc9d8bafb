import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export type AppPairTable = ReturnType<typeof appPairTable>

type Pairs = Readonly<Record<string, string>>

/** Names and values of an app: its tags, or its labels. */
export function appPairTable(db: Kysely<Schema>, table: 'app_tags' | 'app_labels') {
  return {
    async ofApp(appId: string): Promise<Pairs> {
      const rows = await db
        .selectFrom(table)
        .selectAll()
        .where('app_id', '=', appId)
        .orderBy('name')
        .execute()
      return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
    },
    /** These and no others. */
    async replace(appId: string, pairs: Pairs): Promise<void> {
      await db.deleteFrom(table).where('app_id', '=', appId).execute()
      const rows = Object.entries(pairs).map(([name, value]) => ({ app_id: appId, name, value }))
      if (rows.length > 0) await db.insertInto(table).values(rows).execute()
    },
    /** Ids of the apps that have this name, with this value where one is given. */
    async appsWith(name: string, value?: string): Promise<Set<string>> {
      const named = db.selectFrom(table).select('app_id').where('name', '=', name)
      const rows = await (value === undefined ? named : named.where('value', '=', value)).execute()
      return new Set(rows.map((it) => it.app_id))
    },
  }
}
