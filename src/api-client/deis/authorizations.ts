import type { Authorization } from '../../api-types/authorization.ts'
import { DeisToken } from '../../api-types/deis/user.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Controller } from '../controller.ts'
import type { DeisHttp } from './deis-http.ts'
import { lacking, notThere } from './not-there.ts'
import { userReference } from './references.ts'

/**
 * A Deis user has one token, which never expires and may do everything: a login is given it, and it can be replaced. `qp server` gives
 * each login one of its own, and ends that by a request that Deis refuses without doing anything.
 */
export function authorizationsApi(http: DeisHttp): Controller['authorizations'] {
  return {
    ...lacking(http, 'list of tokens: a user has one', ['list', 'get', 'update']),
    async create({ description = '', expires_in, scope }, login) {
      if (!login) throw notThere(http, 'second token for a user', '`qp auth:token` shows yours.')
      if (expires_in)
        http.warn(`The token does not expire: ${http.url} is a Deis controller, which has one for each user.`)
      if (scope?.some((it) => it !== 'global')) throw notThere(http, 'tokens that may not do everything')
      const body = { username: login.email, password: login.password }
      const { token } = await http.logIn(DeisToken, '/auth/login/', body)
      return authorizationOf(token, login.email, description)
    },
    async rotate(id) {
      if (id !== '~') throw notThere(http, 'second token for a user')
      const { token } = await http.send(DeisToken, 'POST', '/auth/tokens/')
      return authorizationOf(token, '', '')
    },
    async revoke(id) {
      const none = notThere(http, 'way to end a token: a user has one, and `qp auth:regenerate` replaces it')
      if (id !== '~') throw none
      await http.act('DELETE', '/auth/tokens/').catch((error: unknown) => {
        throw error instanceof ApiError && error.code === 'not_supported' ? none : error
      })
      return authorizationOf('', '', '')
    },
  }
}

export function oauthSessionsApi(http: DeisHttp): Controller['oauthSessions'] {
  return lacking(http, 'list of logins', ['list', 'end'], '`qp auth:regenerate` ends all of yours.')
}

function authorizationOf(token: string, username: string, description: string): Authorization {
  const now = new Date().toISOString()
  return {
    id: '~',
    description,
    scope: ['global'],
    access_token: { id: '~', token, expires_in: null },
    user: { ...userReference(username), full_name: null },
    client: null,
    grant: null,
    refresh_token: null,
    created_at: now,
    updated_at: now,
  }
}
