import type { Kysely, Selectable } from 'kysely'
import type { SshKey } from '../domain/ssh-key.ts'
import type { Schema } from './schema.ts'

export type SshKeyTable = ReturnType<typeof sshKeyTable>

export function sshKeyTable(db: Kysely<Schema>) {
  return {
    /** No two have the same fingerprint. */
    async add(key: SshKey): Promise<void> {
      await db
        .insertInto('ssh_keys')
        .values({
          id: key.id,
          user_id: key.userId,
          public_key: key.publicKey,
          comment: key.comment,
          fingerprint: key.fingerprint,
          created_at: key.createdAt.toISOString(),
        })
        .execute()
    },
    async findByFingerprint(fingerprint: string): Promise<SshKey | undefined> {
      const row = await db
        .selectFrom('ssh_keys')
        .selectAll()
        .where('fingerprint', '=', fingerprint)
        .executeTakeFirst()
      return row && toKey(row)
    },
    /** Everybody's. */
    async list(): Promise<SshKey[]> {
      return (await db.selectFrom('ssh_keys').selectAll().execute()).map(toKey)
    },
    /** In the order in which they were added. */
    async listOfUser(userId: string): Promise<SshKey[]> {
      const rows = await db
        .selectFrom('ssh_keys')
        .selectAll()
        .where('user_id', '=', userId)
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(toKey)
    },
    async remove(id: string): Promise<void> {
      await db.deleteFrom('ssh_keys').where('id', '=', id).execute()
    },
  }
}

function toKey(row: Selectable<Schema['ssh_keys']>): SshKey {
  return {
    id: row.id,
    userId: row.user_id,
    publicKey: row.public_key,
    comment: row.comment,
    fingerprint: row.fingerprint,
    createdAt: new Date(row.created_at),
  }
}
