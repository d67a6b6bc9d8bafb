import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** The ids of so many of an app's newest: what is remembered of it. For a query of which they are part. */
export function newestOfApp(db: Kysely<Schema>, table: 'builds' | 'runs', appId: string, most: number) {
  return db
    .selectFrom(table)
    .select('id')
    .where('app_id', '=', appId)
    .orderBy('created_at', 'desc')
    .limit(most)
}
