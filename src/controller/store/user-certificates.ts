import type { Kysely, Selectable } from 'kysely'
import type { UserCertificate } from '../domain/user-certificate.ts'
import type { Schema } from './schema.ts'

export type UserCertificateTable = ReturnType<typeof userCertificateTable>

export function userCertificateTable(db: Kysely<Schema>) {
  const select = () => db.selectFrom('user_certificates').selectAll()
  return {
    /** The store numbers them. */
    async add(certificate: Omit<UserCertificate, 'id'>): Promise<UserCertificate> {
      const { id } = await db
        .insertInto('user_certificates')
        .values({
          owner_id: certificate.ownerId,
          name: certificate.name,
          chain: certificate.chain,
          private_key: certificate.privateKey,
          created_at: certificate.createdAt.toISOString(),
          updated_at: certificate.updatedAt.toISOString(),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return { id, ...certificate }
    },
    /** Whoever it belongs to. */
    async find(name: string): Promise<UserCertificate | undefined> {
      const row = await select().where('name', '=', name).executeTakeFirst()
      return row && toUserCertificate(row)
    },
    async listOfUser(ownerId: string): Promise<UserCertificate[]> {
      const rows = await select().where('owner_id', '=', ownerId).orderBy('id').execute()
      return rows.map(toUserCertificate)
    },
    async remove(id: number): Promise<void> {
      await db.deleteFrom('user_certificates').where('id', '=', id).execute()
    },
  }
}

function toUserCertificate(row: Selectable<Schema['user_certificates']>): UserCertificate {
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    chain: row.chain,
    privateKey: row.private_key,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
