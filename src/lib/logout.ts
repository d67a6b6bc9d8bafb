import type { Controller } from '../api-client/controller.ts'
import { configDir } from './config-dir.ts'
import { ApiError, UserError } from './errors.ts'
import { forgetCaFile } from './git-ca-file.ts'
import { removeCredentialHelper } from './git-credentials.ts'
import { type Profile, removeProfile } from './profiles.ts'
import type { Surroundings } from './surroundings.ts'
import { tokenStore } from './token-store.ts'

/** Revokes the token in use. Says why where it could not: who logs out of a controller that is gone still wants to. */
export async function revokeToken(api: {
  authorizations: Pick<Controller['authorizations'], 'revoke'>
}): Promise<string | undefined> {
  try {
    await api.authorizations.revoke('~')
    return undefined
  } catch (error) {
    // A token that is not valid any more needs no revoking.
    if (error instanceof ApiError) return error.status === 401 ? undefined : error.message
    if (error instanceof UserError) return error.message
    throw error
  }
}

/** Forgets token, profile and git's helper, in this order: what is left after a failure can be forgotten again. */
export async function forgetLogin(
  surroundings: Surroundings,
  { url, name, dialect, caFile }: Profile,
): Promise<void> {
  const dir = configDir(surroundings.env)
  await tokenStore(surroundings.env).remove(url)
  if (dialect === undefined) await removeCredentialHelper(surroundings, url)
  if (caFile !== undefined) await forgetCaFile(surroundings, url)
  await removeProfile(dir, name)
}
