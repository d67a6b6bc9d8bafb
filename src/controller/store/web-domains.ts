import type { Kysely, Selectable } from 'kysely'
import type { AcmState, WebDomain } from '../domain/web-domain.ts'
import type { Schema } from './schema.ts'

export type WebDomainTable = ReturnType<typeof webDomainTable>

export function webDomainTable(db: Kysely<Schema>) {
  return {
    async add(domain: WebDomain): Promise<void> {
      await db
        .insertInto('web_domains')
        .values({
          id: domain.id,
          app_id: domain.appId,
          hostname: domain.hostname,
          certificate_id: domain.certificateId,
          acm: domain.acm && JSON.stringify(domain.acm),
          created_at: domain.createdAt.toISOString(),
          updated_at: domain.updatedAt.toISOString(),
        })
        .execute()
    },
    /** Whichever app it belongs to. */
    async find(idOrHostname: string): Promise<WebDomain | undefined> {
      const row = await db
        .selectFrom('web_domains')
        .selectAll()
        .where((it) => it.or([it('id', '=', idOrHostname), it('hostname', '=', idOrHostname)]))
        .executeTakeFirst()
      return row && toWebDomain(row)
    },
    async listOfApp(appId: string): Promise<WebDomain[]> {
      const rows = await db
        .selectFrom('web_domains')
        .selectAll()
        .where('app_id', '=', appId)
        .orderBy('hostname')
        .execute()
      return rows.map(toWebDomain)
    },
    /** In any app. */
    async list(): Promise<WebDomain[]> {
      const rows = await db.selectFrom('web_domains').selectAll().orderBy('hostname').execute()
      return rows.map(toWebDomain)
    },
    async setCertificate(id: string, certificateId: string | null, updatedAt: Date): Promise<void> {
      await db
        .updateTable('web_domains')
        .set({ certificate_id: certificateId, updated_at: updatedAt.toISOString() })
        .where('id', '=', id)
        .execute()
    },
    async setAcm(id: string, acm: AcmState | null, updatedAt: Date): Promise<void> {
      await db
        .updateTable('web_domains')
        .set({ acm: acm && JSON.stringify(acm), updated_at: updatedAt.toISOString() })
        .where('id', '=', id)
        .execute()
    },
    async remove(id: string): Promise<void> {
      await db.deleteFrom('web_domains').where('id', '=', id).execute()
    },
  }
}

function toWebDomain(row: Selectable<Schema['web_domains']>): WebDomain {
  return {
    id: row.id,
    appId: row.app_id,
    hostname: row.hostname,
    certificateId: row.certificate_id,
    acm: row.acm === null ? null : JSON.parse(row.acm),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
