import type { Kysely, Selectable } from 'kysely'
import type { Collaborator } from '../domain/collaborator.ts'
import type { Schema } from './schema.ts'

export type CollaboratorTable = ReturnType<typeof collaboratorTable>

export function collaboratorTable(db: Kysely<Schema>) {
  return {
    async add(collaborator: Collaborator): Promise<void> {
      await db
        .insertInto('collaborators')
        .values({
          id: collaborator.id,
          app_id: collaborator.appId,
          user_id: collaborator.userId,
          permissions: JSON.stringify(collaborator.permissions),
          created_at: collaborator.createdAt.toISOString(),
          updated_at: collaborator.updatedAt.toISOString(),
        })
        .execute()
    },
    async find(appId: string, userId: string): Promise<Collaborator | undefined> {
      const row = await db
        .selectFrom('collaborators')
        .selectAll()
        .where('app_id', '=', appId)
        .where('user_id', '=', userId)
        .executeTakeFirst()
      return row && toCollaborator(row)
    },
    async listOfApp(appId: string): Promise<Collaborator[]> {
      const rows = await db
        .selectFrom('collaborators')
        .selectAll()
        .where('app_id', '=', appId)
        .orderBy('created_at')
        .execute()
      return rows.map(toCollaborator)
    },
    async setPermissions(
      id: string,
      permissions: Collaborator['permissions'],
      updatedAt: Date,
    ): Promise<void> {
      const changes = { permissions: JSON.stringify(permissions), updated_at: updatedAt.toISOString() }
      await db.updateTable('collaborators').set(changes).where('id', '=', id).execute()
    },
    async remove(id: string): Promise<void> {
      await db.deleteFrom('collaborators').where('id', '=', id).execute()
    },
    async removeOfUser(userId: string): Promise<void> {
      await db.deleteFrom('collaborators').where('user_id', '=', userId).execute()
    },
  }
}

function toCollaborator(row: Selectable<Schema['collaborators']>): Collaborator {
  return {
    id: row.id,
    appId: row.app_id,
    userId: row.user_id,
    permissions: JSON.parse(row.permissions) as Collaborator['permissions'],
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at ?? row.created_at),
  }
}
