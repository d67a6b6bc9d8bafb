import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export type LeaseTable = ReturnType<typeof leaseTable>

/** A lock that frees itself: who holds it says so again and again, and loses it by falling silent. Times in ms since the epoch. */
export function leaseTable(db: Kysely<Schema>) {
  return {
    /** False where somebody else holds it. Who holds it already takes it again, for longer. */
    async acquire(name: string, holder: string, now: number, expiresAt: number): Promise<boolean> {
      const result = await db
        .insertInto('leases')
        .values({ name, holder, expires_at: expiresAt })
        .onConflict((it) =>
          it
            .column('name')
            .doUpdateSet({ holder, expires_at: expiresAt })
            .where((row) => row.or([row('leases.holder', '=', holder), row('leases.expires_at', '<=', now)])),
        )
        .executeTakeFirst()
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
    },
    async release(name: string, holder: string): Promise<void> {
      await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute()
    },
    /** For a start: who has the data dir to itself knows that no lease in it is still held. */
    async releaseAll(): Promise<void> {
      await db.deleteFrom('leases').execute()
    },
  }
}
