import type { Authorization } from '../api-types/authorization.ts'
import { colours } from './colour.ts'
import { renderFields } from './layout.ts'
import type { Terminal } from './terminal.ts'

/** What is known of a token, under Heroku's labels; the token itself only where it was just made. */
export function renderAuthorization(
  { id, description, client, scope, access_token, updated_at }: Authorization,
  { colour }: Pick<Terminal, 'colour'>,
): string {
  const { token, expires_in } = access_token
  const fields = {
    Client: client?.name,
    ID: id,
    Description: description,
    Scope: scope.join(', '),
    Token: token === '' ? undefined : token,
    'Updated at': updated_at,
    'Expires in': expires_in === null ? undefined : `${expires_in} seconds`,
  }
  return renderFields(fields, colours(colour.stdout))
}
