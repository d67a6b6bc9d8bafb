import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export type AutomaticCertificateTable = ReturnType<typeof automaticCertificateTable>

/** Which apps get their certificates by ACME. */
export function automaticCertificateTable(db: Kysely<Schema>) {
  return {
    async enable(appId: string, createdAt: Date): Promise<void> {
      await db
        .insertInto('automatic_certificates')
        .values({ app_id: appId, created_at: createdAt.toISOString() })
        .onConflict((it) => it.column('app_id').doNothing())
        .execute()
    },
    async disable(appId: string): Promise<void> {
      await db.deleteFrom('automatic_certificates').where('app_id', '=', appId).execute()
    },
    async has(appId: string): Promise<boolean> {
      const row = await db
        .selectFrom('automatic_certificates')
        .select('app_id')
        .where('app_id', '=', appId)
        .executeTakeFirst()
      return row !== undefined
    },
    async listAppIds(): Promise<string[]> {
      const rows = await db.selectFrom('automatic_certificates').select('app_id').orderBy('app_id').execute()
      return rows.map((it) => it.app_id)
    },
  }
}
