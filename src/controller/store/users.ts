import type { Kysely, Selectable } from 'kysely'
import type { User } from '../domain/user.ts'
import type { Schema } from './schema.ts'

export type UserTable = ReturnType<typeof userTable>

export function userTable(db: Kysely<Schema>) {
  return {
    async add(user: User, passwordHash: string | null): Promise<void> {
      await db
        .insertInto('users')
        .values({
          id: user.id,
          email: user.email,
          username: user.username,
          password_hash: passwordHash,
          is_admin: user.isAdmin ? 1 : 0,
          created_at: user.createdAt.toISOString(),
          removed_email: null,
        })
        .execute()
    },
    /** By id, email address or username: none of them is another user's. */
    async find(name: string): Promise<User | undefined> {
      const row = await db
        .selectFrom('users')
        .selectAll()
        .where((it) => it.or([it('id', '=', name), it('email', '=', name), it('username', '=', name)]))
        .where('removed_email', 'is', null)
        .executeTakeFirst()
      return row && toUser(row)
    },
    /** Who did something once may be gone since. */
    async findEvenRemoved(id: string): Promise<User | undefined> {
      const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toUser(row)
    },
    async listEvenRemoved(ids: readonly string[]): Promise<User[]> {
      const rows = await db.selectFrom('users').selectAll().where('id', 'in', ids).execute()
      return rows.map(toUser)
    },
    async list(): Promise<User[]> {
      const rows = await db
        .selectFrom('users')
        .selectAll()
        .where('removed_email', 'is', null)
        .orderBy('created_at')
        .execute()
      return rows.map(toUser)
    },
    async setAdmin(id: string, isAdmin: boolean): Promise<void> {
      await db
        .updateTable('users')
        .set({ is_admin: isAdmin ? 1 : 0 })
        .where('id', '=', id)
        .execute()
    },
    /** What they did goes on naming them; the address is free for somebody new. */
    async remove({ id, email }: User): Promise<void> {
      await db
        .updateTable('users')
        .set({ email: id, username: id, removed_email: email, password_hash: null, is_admin: 0 })
        .where('id', '=', id)
        .execute()
    },
    async findPasswordHash(id: string): Promise<string | null> {
      const row = await db.selectFrom('users').select('password_hash').where('id', '=', id).executeTakeFirst()
      return row?.password_hash ?? null
    },
    async setPasswordHash(id: string, passwordHash: string): Promise<void> {
      await db.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', id).execute()
    },
  }
}

function toUser(row: Selectable<Schema['users']>): User {
  return {
    id: row.id,
    email: row.removed_email ?? row.email,
    username: row.removed_email ?? row.username,
    isAdmin: row.is_admin === 1,
    createdAt: new Date(row.created_at),
  }
}
