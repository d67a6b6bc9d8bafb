import type { Kysely, Selectable } from 'kysely'
import type { Certificate } from '../domain/certificate.ts'
import type { Schema } from './schema.ts'

export type CertificateTable = ReturnType<typeof certificateTable>

export function certificateTable(db: Kysely<Schema>) {
  const listOfApps = async (appIds: readonly string[]): Promise<Certificate[]> => {
    const rows = await db
      .selectFrom('certificates')
      .selectAll()
      .where('app_id', 'in', appIds)
      .orderBy('name')
      .execute()
    return rows.map(toCertificate)
  }
  return {
    async add(certificate: Certificate): Promise<void> {
      await db
        .insertInto('certificates')
        .values({
          id: certificate.id,
          app_id: certificate.appId,
          name: certificate.name,
          chain: certificate.chain,
          private_key: certificate.privateKey,
          is_automatic: certificate.isAutomatic ? 1 : 0,
          user_certificate_id: certificate.copyOf ?? null,
          created_at: certificate.createdAt.toISOString(),
          updated_at: certificate.updatedAt.toISOString(),
        })
        .execute()
    },
    async replace({ id, chain, privateKey, updatedAt }: Omit<Certificate, 'createdAt'>): Promise<void> {
      await db
        .updateTable('certificates')
        .set({ chain, private_key: privateKey, updated_at: updatedAt.toISOString() })
        .where('id', '=', id)
        .execute()
    },
    async listOfApp(appId: string): Promise<Certificate[]> {
      return listOfApps([appId])
    },
    listOfApps,
    async find(appId: string, idOrName: string): Promise<Certificate | undefined> {
      const row = await db
        .selectFrom('certificates')
        .selectAll()
        .where('app_id', '=', appId)
        .where((it) => it.or([it('id', '=', idOrName), it('name', '=', idOrName)]))
        .executeTakeFirst()
      return row && toCertificate(row)
    },
    /** In any app, of a user's certificate. */
    async listCopies(userCertificateId: number): Promise<Certificate[]> {
      const rows = await db
        .selectFrom('certificates')
        .selectAll()
        .where('user_certificate_id', '=', userCertificateId)
        .execute()
      return rows.map(toCertificate)
    },
    async remove(id: string): Promise<void> {
      await db.deleteFrom('certificates').where('id', '=', id).execute()
    },
  }
}

function toCertificate(row: Selectable<Schema['certificates']>): Certificate {
  return {
    id: row.id,
    appId: row.app_id,
    name: row.name,
    chain: row.chain,
    privateKey: row.private_key,
    isAutomatic: row.is_automatic === 1,
    ...(row.user_certificate_id === null ? {} : { copyOf: row.user_certificate_id }),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
