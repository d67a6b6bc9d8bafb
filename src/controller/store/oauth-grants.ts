import type { Kysely, Selectable } from 'kysely'
import type { OAuthGrant } from '../domain/oauth-grant.ts'
import type { Schema } from './schema.ts'

export type OAuthGrantTable = ReturnType<typeof oauthGrantTable>

/** Of a code only the hash is kept. */
export function oauthGrantTable(db: Kysely<Schema>) {
  return {
    async add(grant: OAuthGrant, codeHash: string): Promise<void> {
      await db
        .insertInto('oauth_grants')
        .values({
          id: grant.id,
          client_id: grant.clientId,
          user_id: grant.userId,
          code_hash: codeHash,
          redirect_uri: grant.redirectUri,
          scope: JSON.stringify(grant.scope),
          code_challenge: grant.codeChallenge,
          token_id: grant.tokenId,
          expires_at: grant.expiresAt.toISOString(),
        })
        .execute()
    },
    async findByCode(codeHash: string): Promise<OAuthGrant | undefined> {
      const row = await db
        .selectFrom('oauth_grants')
        .selectAll()
        .where('code_hash', '=', codeHash)
        .executeTakeFirst()
      return row && toGrant(row)
    },
    /** The code has become this token. False where it was used already: of two who bring it at once, one gets something. */
    async use(id: string, tokenId: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('oauth_grants')
        .set({ token_id: tokenId })
        .where('id', '=', id)
        .where('token_id', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    /** Codes of a user that are still on their way. */
    async removeUnused(userId: string): Promise<void> {
      await db
        .deleteFrom('oauth_grants')
        .where('user_id', '=', userId)
        .where('token_id', 'is', null)
        .execute()
    },
    async removeExpired(before: Date): Promise<void> {
      await db.deleteFrom('oauth_grants').where('expires_at', '<', before.toISOString()).execute()
    },
  }
}

function toGrant(row: Selectable<Schema['oauth_grants']>): OAuthGrant {
  return {
    id: row.id,
    clientId: row.client_id,
    userId: row.user_id,
    redirectUri: row.redirect_uri,
    scope: JSON.parse(row.scope) as OAuthGrant['scope'],
    codeChallenge: row.code_challenge,
    tokenId: row.token_id,
    expiresAt: new Date(row.expires_at),
  }
}
