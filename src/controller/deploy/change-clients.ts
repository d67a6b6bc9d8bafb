import { checkRoom } from '../domain/capacity.ts'
import { checkClientName, checkRedirectUri, type OAuthClient } from '../domain/oauth-client.ts'
import { problem } from '../domain/problem.ts'
import type { User } from '../domain/user.ts'
import type { Platform } from './platform.ts'
import { hashToken, makeToken } from './secrets.ts'

/** Makes a client. Its secret is in what this returns, and nowhere else. Throws `invalid_params`. */
export async function createClient(
  platform: Platform,
  user: User,
  { name, redirectUri }: Pick<OAuthClient, 'name' | 'redirectUri'>,
): Promise<{ client: OAuthClient; secret: string }> {
  checkClientName(name)
  checkRedirectUri(redirectUri)
  const now = platform.now()
  const client = { id: platform.newId(), userId: user.id, name, redirectUri, createdAt: now, updatedAt: now }
  const secret = makeToken()
  await platform.store.transaction(async ({ oauthClients }) => {
    checkRoom('client', 'you', (await oauthClients.listOfUser(user.id)).length)
    await oauthClients.add(client, hashToken(secret))
  })
  platform.log.info({ client: client.id, name, redirectUri, by: user.email }, 'an OAuth client was created')
  return { client, secret }
}

/** What is not named stays. Throws `invalid_params`. */
export async function updateClient(
  platform: Platform,
  client: OAuthClient,
  { name = client.name, redirectUri = client.redirectUri }: { name?: string; redirectUri?: string },
): Promise<OAuthClient> {
  checkClientName(name)
  checkRedirectUri(redirectUri)
  const updated = { ...client, name, redirectUri, updatedAt: platform.now() }
  await platform.store.oauthClients.update(updated)
  platform.log.info({ client: client.id, name, redirectUri }, 'an OAuth client was changed')
  return updated
}

/** Another secret: with the one before nothing is got any more. What it has got already stays until it expires or is revoked. */
export async function rotateClient(
  platform: Platform,
  client: OAuthClient,
): Promise<{ client: OAuthClient; secret: string }> {
  const secret = makeToken()
  const updatedAt = platform.now()
  await platform.store.oauthClients.setSecretHash(client.id, hashToken(secret), updatedAt)
  return { client: { ...client, updatedAt }, secret }
}

/** With all tokens that it holds, and what is open by them. */
export async function destroyClient(platform: Platform, client: OAuthClient): Promise<void> {
  await platform.store.oauthClients.remove(client.id)
  await platform.sessions.recheck()
  platform.log.info({ client: client.id, name: client.name }, 'an OAuth client was destroyed')
}

/** Throws `not_found`, for those of others too. */
export async function getOwnClient(platform: Platform, user: User, id: string): Promise<OAuthClient> {
  const client = await platform.store.oauthClients.find(id)
  if (client?.userId === user.id) return client
  throw problem('not_found', `No such OAuth client: ${id}. \`qp clients\` lists yours.`)
}
