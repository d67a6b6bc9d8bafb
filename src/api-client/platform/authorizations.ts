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
    get: (id) => http.get(authorizationPath(id)),
    update: (id, changes) => http.send('PATCH', authorizationPath(id), { body: changes }),
    rotate: (id) => http.send('POST', `${authorizationPath(id)}/actions/regenerate-tokens`),
    revoke: (id) => http.send('DELETE', authorizationPath(id)),
  }
}

export function oauthSessionsApi(http: Http): Controller['oauthSessions'] {
  return {
    list: () => http.list('/oauth/sessions'),
    end: (id) => http.send('DELETE', `/oauth/sessions/${encodeURIComponent(id)}`),
  }
}

function authorizationPath(id: string): string {
  return `/oauth/authorizations/${encodeURIComponent(id)}`
}

function basic({ email, password }: { email: string; password: string }): string {
  return `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`
}
