import type { Kysely, Selectable } from 'kysely'
import type { Release, ReleaseStatus } from '../domain/release.ts'
import type { Schema } from './schema.ts'

export type ReleaseTable = ReturnType<typeof releaseTable>

export function releaseTable(db: Kysely<Schema>) {
  const ofApp = (appId: string) => db.selectFrom('releases').selectAll().where('app_id', '=', appId)
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
      const row = await ofApp(appId).where('version', '=', version).executeTakeFirst()
      return row && toRelease(row)
    },
    async findById(appId: string, id: string): Promise<Release | undefined> {
      const row = await ofApp(appId).where('id', '=', id).executeTakeFirst()
      return row && toRelease(row)
    },
    /** Whatever became of it. */
    async findNewest(appId: string): Promise<Release | undefined> {
      const row = await ofApp(appId).orderBy('version', 'desc').limit(1).executeTakeFirst()
      return row && toRelease(row)
    },
    /** Of those that did not fail, so many of the newest; newest first. */
    async listNewestUnfailed(appId: string, most: number): Promise<Release[]> {
      const query = ofApp(appId).where('status', '!=', 'failed').orderBy('version', 'desc')
      return (await query.limit(most).execute()).map(toRelease)
    },
    /** So many, by their numbers, from one of these on. */
    async listFrom(
      appId: string,
      { from, order, most }: { from: number | undefined; order: 'asc' | 'desc'; most: number },
    ): Promise<Release[]> {
      let query = ofApp(appId).orderBy('version', order).limit(most)
      if (from !== undefined) query = query.where('version', order === 'asc' ? '>=' : '<=', from)
      return (await query.execute()).map(toRelease)
    },
    /** Ids by number, of these numbers. */
    async idsOf(appId: string, versions: readonly number[]): Promise<Map<number, string>> {
      const rows = await db
        .selectFrom('releases')
        .select(['id', 'version'])
        .where('app_id', '=', appId)
        .where('version', 'in', versions)
        .execute()
      return new Map(rows.map((it) => [it.version, it.id]))
    },
    /** The newest that succeeded: what runs, and whose config counts. */
    async findCurrent(appId: string): Promise<Release | undefined> {
      const succeeded = ofApp(appId).where('status', '=', 'succeeded')
      const row = await succeeded.orderBy('version', 'desc').limit(1).executeTakeFirst()
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
    /** Oldest first, all with their config vars, which takes a while where there are thousands. */
    async listOfApp(appId: string): Promise<Release[]> {
      return (await ofApp(appId).orderBy('version').execute()).map(toRelease)
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
