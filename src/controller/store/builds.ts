import type { Kysely, Selectable } from 'kysely'
import type { Build } from '../domain/build.ts'
import { newestOfApp } from './newest-of-app.ts'
import type { Schema } from './schema.ts'

export type BuildTable = ReturnType<typeof buildTable>

/** How many builds of an app are remembered, with what they wrote. */
const remembered = 1000

/** All but what it wrote, which may be megabytes. */
const columns = [
  'id',
  'app_id',
  'user_id',
  'status',
  'source',
  'slug_id',
  'release_id',
  'created_at',
  'updated_at',
] as const

export function buildTable(db: Kysely<Schema>) {
  return {
    /** Also forgets the app's oldest. */
    async add(build: Build): Promise<void> {
      await db
        .insertInto('builds')
        .values({
          id: build.id,
          app_id: build.appId,
          user_id: build.userId,
          status: build.status,
          source: build.source,
          output: '',
          slug_id: build.slugId,
          release_id: build.releaseId,
          created_at: build.createdAt.toISOString(),
          updated_at: build.updatedAt.toISOString(),
        })
        .execute()
      await db
        .deleteFrom('builds')
        .where('app_id', '=', build.appId)
        .where('status', '!=', 'pending')
        .where('id', 'not in', newestOfApp(db, 'builds', build.appId, remembered))
        .execute()
    },
    /** Its end, with all that it wrote. */
    async finish(build: Build, output: string): Promise<void> {
      await db
        .updateTable('builds')
        .set({
          status: build.status,
          output,
          slug_id: build.slugId,
          release_id: build.releaseId,
          updated_at: build.updatedAt.toISOString(),
        })
        .where('id', '=', build.id)
        .execute()
    },
    async find(appId: string, id: string): Promise<Build | undefined> {
      const row = await db
        .selectFrom('builds')
        .select(columns)
        .where('app_id', '=', appId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && toBuild(row)
    },
    async findOutput(id: string): Promise<string | undefined> {
      const row = await db.selectFrom('builds').select('output').where('id', '=', id).executeTakeFirst()
      return row?.output
    },
    async listOfApp(appId: string): Promise<Build[]> {
      const rows = await db
        .selectFrom('builds')
        .select(columns)
        .where('app_id', '=', appId)
        .orderBy('created_at')
        .execute()
      return rows.map(toBuild)
    },
    /** For what a killed controller left behind: a build that nobody runs has failed. */
    async failPending(now: Date): Promise<void> {
      await db
        .updateTable('builds')
        .set({ status: 'failed', updated_at: now.toISOString() })
        .where('status', '=', 'pending')
        .execute()
    },
  }
}

function toBuild(row: Pick<Selectable<Schema['builds']>, (typeof columns)[number]>): Build {
  return {
    id: row.id,
    appId: row.app_id,
    userId: row.user_id,
    status: row.status === 'succeeded' || row.status === 'failed' ? row.status : 'pending',
    source: row.source,
    slugId: row.slug_id,
    releaseId: row.release_id,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
