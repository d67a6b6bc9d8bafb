import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export type BuildpackInstallationTable = ReturnType<typeof buildpackInstallationTable>

/** The buildpacks of an app, by the name or address that was asked for. */
export function buildpackInstallationTable(db: Kysely<Schema>) {
  return {
    /** In their order. */
    async ofApp(appId: string): Promise<string[]> {
      const rows = await db
        .selectFrom('buildpack_installations')
        .select('buildpack')
        .where('app_id', '=', appId)
        .orderBy('ordinal')
        .execute()
      return rows.map((it) => it.buildpack)
    },
    /** These and no others. Call it in a transaction. */
    async replace(appId: string, buildpacks: readonly string[]): Promise<void> {
      await db.deleteFrom('buildpack_installations').where('app_id', '=', appId).execute()
      const rows = buildpacks.map((buildpack, ordinal) => ({ app_id: appId, ordinal, buildpack }))
      if (rows.length > 0) await db.insertInto('buildpack_installations').values(rows).execute()
    },
  }
}
