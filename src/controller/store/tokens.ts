import type { Kysely, Selectable } from 'kysely'
import type { Token } from '../domain/token.ts'
import type { Schema } from './schema.ts'

export type TokenTable = ReturnType<typeof tokenTable>

/** Only a token's hash is kept: who reads the store can't log in with what is there. */
export function tokenTable(db: Kysely<Schema>) {
  return {
    async add(token: Token, hash: string): Promise<void> {
      await db
        .insertInto('tokens')
        .values({
          id: token.id,
          user_id: token.userId,
          hash,
          description: token.description,
          expires_at: token.expiresAt?.toISOString() ?? null,
          created_at: token.createdAt.toISOString(),
        })
        .execute()
    },
    async findByHash(hash: string): Promise<Token | undefined> {
      const row = await db.selectFrom('tokens').selectAll().where('hash', '=', hash).executeTakeFirst()
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
    expiresAt: row.expires_at === null ? null : new Date(row.expires_at),
    createdAt: new Date(row.created_at),
  }
}
