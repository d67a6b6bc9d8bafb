import type { Kysely, Selectable } from 'kysely'
import type { Run, RunEnd, RunKind } from '../domain/run.ts'
import { newestOfApp } from './newest-of-app.ts'
import type { Schema } from './schema.ts'

export type RunTable = ReturnType<typeof runTable>

/** How many ended runs of an app are remembered. */
const remembered = 1000

export function runTable(db: Kysely<Schema>) {
  const select = (appId: string) => db.selectFrom('runs').selectAll().where('app_id', '=', appId)
  return {
    /** Also forgets the app's oldest. */
    async add(run: Run): Promise<void> {
      await db.insertInto('runs').values(toRow(run)).execute()
      await db
        .deleteFrom('runs')
        .where('app_id', '=', run.appId)
        .where('ended_at', 'is not', null)
        .where('id', 'not in', newestOfApp(db, 'runs', run.appId, remembered))
        .execute()
    },
    /** By id, or by the name of its dyno; of several, the newest that runs, else the newest. */
    async find(appId: string, which: string): Promise<Run | undefined> {
      const rows = await select(appId)
        .where((it) => it.or([it('id', '=', which), it('dyno', '=', which)]))
        .orderBy('created_at', 'desc')
        .execute()
      const row = rows.find((it) => it.ended_at === null) ?? rows[0]
      return row && toRun(row)
    },
    /** Oldest first. */
    async listOfApp(appId: string): Promise<Run[]> {
      return (await select(appId).orderBy('created_at').orderBy('id').execute()).map(toRun)
    },
    /** The names of an app's dynos, each once, whether their runs have ended or not. */
    async listDynos(appId: string): Promise<string[]> {
      const rows = await db.selectFrom('runs').select('dyno').distinct().where('app_id', '=', appId).execute()
      return rows.map((it) => it.dyno)
    },
    /** Of all apps, or of one. */
    async listRunning(appId?: string): Promise<Run[]> {
      let query = db.selectFrom('runs').selectAll().where('ended_at', 'is', null)
      if (appId !== undefined) query = query.where('app_id', '=', appId)
      return (await query.orderBy('created_at').execute()).map(toRun)
    },
    /** Why it is about to end; what is found out at its end does not replace that. */
    async expectEnd(
      id: string,
      { exitCode = null, reason, message }: { exitCode?: number | null; reason: string; message: string },
    ): Promise<void> {
      await db
        .updateTable('runs')
        .set({ exit_code: exitCode, reason, message })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .where('reason', 'is', null)
        .execute()
    },
    /** Only the first end counts; says whether this is it. */
    async finish(id: string, { exitCode, reason, message }: RunEnd, at: Date): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('runs')
        .set((it) => ({
          ended_at: at.toISOString(),
          exit_code: it.fn.coalesce('exit_code', it.val(exitCode)),
          reason: it.fn.coalesce('reason', it.val(reason)),
          message: it.fn.coalesce('message', it.val(message)),
        }))
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0
    },
  }
}

function toRow(run: Run) {
  return {
    id: run.id,
    app_id: run.appId,
    kind: run.kind,
    dyno: run.dyno,
    command: run.command,
    size: run.size,
    tty: run.tty ? 1 : 0,
    release_version: run.releaseVersion,
    user_email: run.userEmail,
    from_address: run.from,
    created_at: run.createdAt.toISOString(),
    ends_by: run.endsBy?.toISOString() ?? null,
    forgotten_by: run.forgottenBy.toISOString(),
    ended_at: run.endedAt?.toISOString() ?? null,
    exit_code: run.exitCode,
    reason: run.reason,
    message: run.message,
  }
}

function toRun(row: Selectable<Schema['runs']>): Run {
  return {
    id: row.id,
    appId: row.app_id,
    kind: row.kind as RunKind,
    dyno: row.dyno,
    command: row.command,
    size: row.size,
    tty: row.tty === 1,
    releaseVersion: row.release_version,
    userEmail: row.user_email,
    from: row.from_address,
    createdAt: new Date(row.created_at),
    endsBy: row.ends_by === null ? null : new Date(row.ends_by),
    forgottenBy: new Date(row.forgotten_by),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at),
    exitCode: row.exit_code,
    reason: row.reason,
    message: row.message,
  }
}
