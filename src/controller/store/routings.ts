import type { Kysely, Selectable } from 'kysely'
import { plainRouting, type Routing } from '../domain/routing.ts'
import type { Schema } from './schema.ts'

export type RoutingTable = ReturnType<typeof routingTable>

export function routingTable(db: Kysely<Schema>) {
  return {
    /** As usual where nobody has said anything else. */
    async ofApp(appId: string): Promise<Routing> {
      const row = await db.selectFrom('routings').selectAll().where('app_id', '=', appId).executeTakeFirst()
      return row ? toRouting(row) : plainRouting
    },
    /** By the app's id, where somebody has said something. */
    async ofApps(appIds: readonly string[]): Promise<Map<string, Routing>> {
      const rows = await db.selectFrom('routings').selectAll().where('app_id', 'in', appIds).execute()
      return new Map(rows.map((it) => [it.app_id, toRouting(it)]))
    },
    async put(appId: string, routing: Routing & { updatedAt: Date }): Promise<void> {
      const row = {
        is_enabled: Number(routing.isEnabled),
        is_in_maintenance: Number(routing.isInMaintenance),
        https_enforced: routing.httpsEnforced === null ? null : Number(routing.httpsEnforced),
        whitelist: JSON.stringify(routing.whitelist),
        has_session_affinity: Number(routing.hasSessionAffinity),
        updated_at: routing.updatedAt.toISOString(),
      }
      await db
        .insertInto('routings')
        .values({ app_id: appId, ...row })
        .onConflict((it) => it.column('app_id').doUpdateSet(row))
        .execute()
    },
  }
}

function toRouting(row: Selectable<Schema['routings']>): Routing {
  return {
    isEnabled: row.is_enabled === 1,
    isInMaintenance: row.is_in_maintenance === 1,
    httpsEnforced: row.https_enforced === null ? null : row.https_enforced === 1,
    whitelist: JSON.parse(row.whitelist) as string[],
    hasSessionAffinity: row.has_session_affinity === 1,
    updatedAt: new Date(row.updated_at),
  }
}
