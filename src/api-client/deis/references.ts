import type { UserReference } from '../../api-types/reference.ts'

/** Deis's users go by their name: it stands where the Platform API has an email address, so that whom they name can be told. */
export function userReference(username: string): UserReference {
  return { id: username, email: username }
}

/** Deis's apps are named by their name alone wherever something else is theirs. */
export function appReference(app: string): { id: string; name: string } {
  return { id: app, name: app }
}

export function timesOf({ created, updated }: { created: string; updated: string }) {
  return { created_at: created, updated_at: updated }
}
