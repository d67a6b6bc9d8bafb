import type { Kysely, Selectable } from 'kysely'
import type { Token } from '../domain/token.ts'
import type { Schema } from './schema.ts'

export type TokenTable = ReturnType<typeof tokenTable>

/** Only a token's hash is kept: who reads the store can't log in with what is there. */
export function tokenTable(db: Kysely<Schema>) {
  return {
    /** `madeBy` is the token that it ends with. */
    async add(
      token: Token,
      hash: string,
      { refreshHash, madeBy }: { refreshHash?: string | undefined; madeBy?: string | undefined } = {},
    ): Promise<void> {
      await db
        .insertInto('tokens')
        .values({
          id: token.id,
          user_id: token.userId,
          hash,
          description: token.description,
          scope: JSON.stringify(token.scope),
          is_login: token.isLogin ? 1 : 0,
          client_id: token.clientId,
          refresh_hash: refreshHash ?? null,
          made_by: madeBy ?? null,
          expires_at: token.expiresAt?.toISOString() ?? null,
          created_at: token.createdAt.toISOString(),
          updated_at: token.updatedAt.toISOString(),
        })
        .execute()
    },
    async find(id: string): Promise<Token | undefined> {
      const row = await db.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toToken(row)
    },
    async findByHash(hash: string): Promise<Token | undefined> {
      const row = await db.selectFrom('tokens').selectAll().where('hash', '=', hash).executeTakeFirst()
      return row && toToken(row)
    },
    async findByRefreshToken(refreshHash: string): Promise<Token | undefined> {
      const row = await db
        .selectFrom('tokens')
        .selectAll()
        .where('refresh_hash', '=', refreshHash)
        .executeTakeFirst()
      return row && toToken(row)
    },
    async listOfUser(userId: string): Promise<Token[]> {
      const rows = await db
        .selectFrom('tokens')
        .selectAll()
        .where('user_id', '=', userId)
        .orderBy('created_at')
        .execute()
      return rows.map(toToken)
    },
    async setDescription(id: string, description: string, updatedAt: Date): Promise<void> {
      const changes = { description, updated_at: updatedAt.toISOString() }
      await db.updateTable('tokens').set(changes).where('id', '=', id).execute()
    },
    /** From now on another secret stands for it. */
    async setHash(id: string, hash: string, updatedAt: Date): Promise<void> {
      const changes = { hash, updated_at: updatedAt.toISOString() }
      await db.updateTable('tokens').set(changes).where('id', '=', id).execute()
    },
    /** Another secret, which expires when the token says. */
    async refresh({ id, expiresAt, updatedAt }: Token, hash: string): Promise<void> {
      const changes = {
        hash,
        expires_at: expiresAt?.toISOString() ?? null,
        updated_at: updatedAt.toISOString(),
      }
      await db.updateTable('tokens').set(changes).where('id', '=', id).execute()
    },
    async setClient(id: string, clientId: string, updatedAt: Date): Promise<void> {
      const changes = { client_id: clientId, updated_at: updatedAt.toISOString() }
      await db.updateTable('tokens').set(changes).where('id', '=', id).execute()
    },
    /** A user's that expired before, but for those that are refreshed; with those that were made by them. */
    async removeExpired(userId: string, before: Date): Promise<void> {
      await db
        .deleteFrom('tokens')
        .where('user_id', '=', userId)
        .where('expires_at', '<', before.toISOString())
        .where('refresh_hash', 'is', null)
        .execute()
    },
    /** With those that were made by it. */
    async remove(id: string): Promise<void> {
      await db.deleteFrom('tokens').where('id', '=', id).execute()
    },
  }
}

function toToken(row: Selectable<Schema['tokens']>): Token {
  return {
    id: row.id,
    userId: row.user_id,
    description: row.description,
    scope: JSON.parse(row.scope) as Token['scope'],
    isLogin: row.is_login === 1,
    clientId: row.client_id,
    expiresAt: row.expires_at === null ? null : new Date(row.expires_at),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at ?? row.created_at),
  }
}
