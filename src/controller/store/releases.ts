import type { Kysely, Selectable } from 'kysely'
import type { Release, ReleaseStatus } from '../domain/release.ts'
import type { Schema } from './schema.ts'

export type ReleaseTable = ReturnType<typeof releaseTable>

export function releaseTable(db: Kysely<Schema>) {
  return {
    /** Takes the next number. Call it in a transaction or under the app's lease. */
    async add(release: Omit<Release, 'version' | 'hasOutput'>): Promise<Release> {
      const newest = await db
        .selectFrom('releases')
        .select((it) => it.fn.max('version').as('version'))
        .where('app_id', '=', release.appId)
        .executeTakeFirst()
      const version = Number(newest?.version ?? 0) + 1
      await db
        .insertInto('releases')
        .values({
          id: release.id,
          app_id: release.appId,
          version,
          description: release.description,
          status: release.status,
          user_id: release.userId,
          slug_id: release.slugId,
          config: JSON.stringify(release.config),
          created_at: release.createdAt.toISOString(),
          updated_at: release.updatedAt.toISOString(),
        })
        .execute()
      return { ...release, version, hasOutput: false }
    },
    async setStatus(id: string, status: ReleaseStatus, now: Date): Promise<void> {
      await db
        .updateTable('releases')
        .set({ status, updated_at: now.toISOString() })
        .where('id', '=', id)
        .execute()
    },
    /** What its release command has written. */
    async setOutput(id: string, output: string): Promise<void> {
      await db.updateTable('releases').set({ output }).where('id', '=', id).execute()
    },
    async findOutput(id: string): Promise<string | undefined> {
      const row = await db.selectFrom('releases').select('output').where('id', '=', id).executeTakeFirst()
      return row?.output ?? undefined
    },
    /** By its number. */
    async find(appId: string, version: number): Promise<Release | undefined> {
      const row = await db
        .selectFrom('releases')
        .selectAll()
        .where('app_id', '=', appId)
        .where('version', '=', version)
        .executeTakeFirst()
      return row && toRelease(row)
    },
    /** The newest that succeeded: what runs, and whose config counts. */
    async findCurrent(appId: string): Promise<Release | undefined> {
      const row = await db
        .selectFrom('releases')
        .selectAll()
        .where('app_id', '=', appId)
        .where('status', '=', 'succeeded')
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && toRelease(row)
    },
    /** Of each of the apps. */
    async listCurrent(appIds: readonly string[]): Promise<Release[]> {
      const rows = await db
        .selectFrom('releases')
        .selectAll()
        .where('app_id', 'in', appIds)
        .where('version', '=', ({ selectFrom }) =>
          selectFrom('releases as others')
            .select(({ fn }) => fn.max('others.version').as('version'))
            .whereRef('others.app_id', '=', 'releases.app_id')
            .where('others.status', '=', 'succeeded'),
        )
        .execute()
      return rows.map(toRelease)
    },
    /** Oldest first. */
    async listOfApp(appId: string): Promise<Release[]> {
      const rows = await db
        .selectFrom('releases')
        .selectAll()
        .where('app_id', '=', appId)
        .orderBy('version')
        .execute()
      return rows.map(toRelease)
    },
    /** For what a killed controller left behind: a roll-out that nobody runs has failed. */
    async failPending(now: Date): Promise<void> {
      await db
        .updateTable('releases')
        .set({ status: 'failed', updated_at: now.toISOString() })
        .where('status', '=', 'pending')
        .execute()
    },
  }
}

function toRelease(row: Selectable<Schema['releases']>): Release {
  return {
    id: row.id,
    appId: row.app_id,
    version: row.version,
    description: row.description,
    status: row.status === 'succeeded' || row.status === 'failed' ? row.status : 'pending',
    userId: row.user_id,
    slugId: row.slug_id,
    config: JSON.parse(row.config) as Record<string, string>,
    hasOutput: row.output !== null,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
