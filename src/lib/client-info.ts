import type { OAuthClient } from '../api-types/oauth-client.ts'
import { colours } from './colour.ts'
import { renderFields, renderHeading } from './layout.ts'
import type { Terminal } from './terminal.ts'

/** What is known of a client, under heroku's labels; its secret only where it was just made. */
export function renderClient(client: OAuthClient, { colour }: Pick<Terminal, 'colour'>): string {
  const paint = colours(colour.stdout)
  const { created_at, id, name, redirect_uri, secret, updated_at } = client
  const fields = {
    created_at,
    id,
    name,
    redirect_uri,
    secret: secret === '' ? undefined : secret,
    updated_at,
  }
  return `${renderHeading(name, paint)}\n${renderFields(fields, paint)}`
}

/** As lines that a shell can read, by the names that heroku's users have in their scripts. */
export function renderClientForShell({ id, secret }: OAuthClient): string {
  const lines = [`HEROKU_OAUTH_ID=${id}`]
  if (secret !== '') lines.push(`HEROKU_OAUTH_SECRET=${secret}`)
  return lines.join('\n')
}
