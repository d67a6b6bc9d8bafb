import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'

export function authorizationsApi(http: Http): Controller['authorizations'] {
  return {
    create: (options, login) =>
      http.send('POST', '/oauth/authorizations', {
        body: options,
        ...(login ? { authorization: basic(login) } : {}),
      }),
    list: () => http.list('/oauth/authorizations'),
    revoke: (id) => http.send('DELETE', `/oauth/authorizations/${encodeURIComponent(id)}`),
  }
}

function basic({ email, password }: { email: string; password: string }): string {
  return `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`
}
