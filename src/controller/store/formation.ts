import type { Kysely, Selectable } from 'kysely'
import type { FormationEntry } from '../domain/formation.ts'
import type { HealthChecks } from '../domain/health-check.ts'
import type { Limits } from '../domain/limits.ts'
import type { Schema } from './schema.ts'

export type FormationTable = ReturnType<typeof formationTable>

export function formationTable(db: Kysely<Schema>) {
  return {
    /** Adds the entry, or changes the one of the same app and type. */
    async put(entry: FormationEntry): Promise<void> {
      const changing = {
        quantity: entry.quantity,
        size: entry.size,
        stopped: JSON.stringify(entry.stopped),
        limits: JSON.stringify(entry.settings.limits),
        health_checks: JSON.stringify(entry.settings.healthChecks),
        stop_grace: entry.settings.stopGrace,
        updated_at: entry.updatedAt.toISOString(),
      }
      await db
        .insertInto('formation')
        .values({
          id: entry.id,
          app_id: entry.appId,
          type: entry.type,
          created_at: entry.createdAt.toISOString(),
          ...changing,
        })
        .onConflict((it) => it.columns(['app_id', 'type']).doUpdateSet(changing))
        .execute()
    },
    async listOfApp(appId: string): Promise<FormationEntry[]> {
      const rows = await db
        .selectFrom('formation')
        .selectAll()
        .where('app_id', '=', appId)
        .orderBy('type')
        .execute()
      return rows.map(toFormationEntry)
    },
    /** Of all of them, by type. */
    async listOfApps(appIds: readonly string[]): Promise<FormationEntry[]> {
      const rows = await db
        .selectFrom('formation')
        .selectAll()
        .where('app_id', 'in', appIds)
        .orderBy('type')
        .execute()
      return rows.map(toFormationEntry)
    },
  }
}

function toFormationEntry(row: Selectable<Schema['formation']>): FormationEntry {
  return {
    id: row.id,
    appId: row.app_id,
    type: row.type,
    quantity: row.quantity,
    size: row.size,
    stopped: JSON.parse(row.stopped) as number[],
    settings: {
      limits: JSON.parse(row.limits) as Limits,
      healthChecks: JSON.parse(row.health_checks) as HealthChecks,
      stopGrace: row.stop_grace,
    },
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
