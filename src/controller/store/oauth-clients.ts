import type { Kysely, Selectable } from 'kysely'
import type { OAuthClient } from '../domain/oauth-client.ts'
import type { Schema } from './schema.ts'

export type OAuthClientTable = ReturnType<typeof oauthClientTable>

/** Of a client's secret only the hash is kept. */
export function oauthClientTable(db: Kysely<Schema>) {
  const select = () => db.selectFrom('oauth_clients').selectAll()
  return {
    async add(client: OAuthClient, secretHash: string): Promise<void> {
      await db
        .insertInto('oauth_clients')
        .values({
          id: client.id,
          user_id: client.userId,
          name: client.name,
          redirect_uri: client.redirectUri,
          secret_hash: secretHash,
          created_at: client.createdAt.toISOString(),
          updated_at: client.updatedAt.toISOString(),
        })
        .execute()
    },
    async find(id: string): Promise<OAuthClient | undefined> {
      const row = await select().where('id', '=', id).executeTakeFirst()
      return row && toClient(row)
    },
    async findBySecret(secretHash: string): Promise<OAuthClient | undefined> {
      const row = await select().where('secret_hash', '=', secretHash).executeTakeFirst()
      return row && toClient(row)
    },
    /** Oldest first. */
    async listOfUser(userId: string): Promise<OAuthClient[]> {
      const rows = await select().where('user_id', '=', userId).orderBy('created_at').execute()
      return rows.map(toClient)
    },
    /** Those that hold a token of this user, oldest first. */
    async listAllowedBy(userId: string): Promise<OAuthClient[]> {
      const allowed = db.selectFrom('tokens').select('client_id').where('user_id', '=', userId)
      const rows = await select().where('id', 'in', allowed).orderBy('created_at').execute()
      return rows.map(toClient)
    },
    async update({ id, name, redirectUri, updatedAt }: OAuthClient): Promise<void> {
      await db
        .updateTable('oauth_clients')
        .set({ name, redirect_uri: redirectUri, updated_at: updatedAt.toISOString() })
        .where('id', '=', id)
        .execute()
    },
    /** From now on another secret is the client's. */
    async setSecretHash(id: string, secretHash: string, updatedAt: Date): Promise<void> {
      const changes = { secret_hash: secretHash, updated_at: updatedAt.toISOString() }
      await db.updateTable('oauth_clients').set(changes).where('id', '=', id).execute()
    },
    /** With its codes and tokens. */
    async remove(id: string): Promise<void> {
      await db.deleteFrom('oauth_clients').where('id', '=', id).execute()
    },
  }
}

function toClient(row: Selectable<Schema['oauth_clients']>): OAuthClient {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    redirectUri: row.redirect_uri,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
