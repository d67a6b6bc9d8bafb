import type { Authorization } from '../api-types/authorization.ts'
import { controllerUrl } from './controller-url.ts'
import type { Surroundings } from './surroundings.ts'
import { tokenStore } from './token-store.ts'

/** The token in use has another secret: remembers it where the one before was remembered. True where it was in QP_API_KEY, which is its user's to change. */
export async function rememberRotated(
  { env }: Pick<Surroundings, 'env'>,
  url: string,
  { access_token }: Authorization,
): Promise<boolean> {
  if (env['QP_API_KEY'] && env['QP_URL'] && controllerUrl(env['QP_URL']) === url) return true
  await tokenStore(env).save(url, access_token.token)
  return false
}
