/** Someone who works on an app without owning it. */
export interface Collaborator {
  id: string
  appId: string
  userId: string
  createdAt: Date
}
