import type { Controller } from '../controller.ts'
import type { Http } from '../http.ts'

export function usersApi(http: Http): Controller['users'] {
  return {
    list: () => http.list('/users'),
    create: (options) => http.send('POST', '/users', { body: options }),
    update: (user, changes) => http.send('PATCH', userPath(user), { body: changes }),
    remove: (user) => http.send('DELETE', userPath(user)),
    revokeTokens: (user) =>
      http.send('POST', '/users/actions/revoke-tokens', {
        body: user === undefined ? {} : { user },
        kind: 'list',
      }),
  }
}

function userPath(user: string): string {
  return `/users/${encodeURIComponent(user)}`
}
