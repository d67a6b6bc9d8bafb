import type { Account } from '../../api-types/account.ts'
import { DeisUser } from '../../api-types/deis/user.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Controller } from '../controller.ts'
import { accountOf, register } from './account.ts'
import type { DeisHttp } from './deis-http.ts'
import { path } from './path.ts'

export function usersApi(http: DeisHttp): Controller['users'] {
  const list = async () => (await http.list(DeisUser, '/users/')).map(accountOf)
  const setAdmin = async (username: string, admin: boolean) => {
    if (admin) await http.act('POST', '/admin/perms/', { username })
    else await http.act('DELETE', path`/admin/perms/${username}`)
  }
  return {
    list,
    async create({ email, password, admin = false }) {
      const account = await register(http, { email, password })
      if (admin) await setAdmin(email, true)
      return { ...account, admin: account.admin || admin }
    },
    async update(username, { new_password, admin }) {
      if (new_password !== undefined) await http.act('POST', '/auth/passwd/', { username, new_password })
      if (admin !== undefined) await setAdmin(username, admin)
      return getUser(await list(), username)
    },
    async remove(username) {
      const account = getUser(await list(), username)
      await http.act('DELETE', '/auth/cancel/', { username })
      return account
    },
    /** A user has one token: another one takes its place. Of all users, the one in use is among them. */
    async revokeTokens(username) {
      const all = await list()
      const whose = username === undefined ? all : [getUser(all, username)]
      await http.act('POST', '/auth/tokens/', username === undefined ? { all: true } : { username })
      return whose
    },
  }
}

function getUser(all: readonly Account[], username: string): Account {
  const found = all.find((it) => it.email === username)
  if (found) return found
  throw new ApiError(`No such user: ${username}. \`qp users\` lists them.`, {
    status: 404,
    code: 'not_found',
  })
}
