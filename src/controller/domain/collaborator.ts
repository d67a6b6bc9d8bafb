import type { Permission } from './permission.ts'

/** Someone who works on an app without owning it. */
export interface Collaborator {
  id: string
  appId: string
  userId: string
  permissions: readonly Permission[]
  createdAt: Date
  updatedAt: Date
}
