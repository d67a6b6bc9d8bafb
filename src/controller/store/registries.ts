import type { Kysely } from 'kysely'
import type { Registry } from '../domain/registry.ts'
import type { Schema } from './schema.ts'

export type RegistryTable = ReturnType<typeof registryTable>

export function registryTable(db: Kysely<Schema>) {
  return {
    async ofApp(appId: string): Promise<Registry> {
      const row = await db
        .selectFrom('registries')
        .select(['username', 'password'])
        .where('app_id', '=', appId)
        .executeTakeFirst()
      return { username: row?.username ?? null, password: row?.password ?? null }
    },
    /** What is not named stays. */
    async update(appId: string, changes: Partial<Registry>): Promise<Registry> {
      const before = await this.ofApp(appId)
      const after = { ...before, ...changes }
      await db
        .insertInto('registries')
        .values({ app_id: appId, ...after })
        .onConflict((it) => it.column('app_id').doUpdateSet(after))
        .execute()
      return after
    },
  }
}
