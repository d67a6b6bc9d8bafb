import type { Account } from '../../api-types/account.ts'
import { DeisKey } from '../../api-types/deis/key.ts'
import { type DeisRegistration, DeisUser } from '../../api-types/deis/user.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Controller, Registration } from '../controller.ts'
import type { DeisHttp } from './deis-http.ts'
import { readShape } from './read-shape.ts'
import { userReference } from './references.ts'

export function accountApi(http: DeisHttp): Controller['account'] {
  const get = async () => (await findUser(http)) ?? findByKeys(http)
  return {
    get,
    register: (options) => register(http, options),
    async changePassword({ password, new_password }) {
      await http.act('POST', '/auth/passwd/', {
        ...(password === undefined ? {} : { password }),
        new_password,
      })
      return get()
    },
    async cancel() {
      const account = await get()
      await http.act('DELETE', '/auth/cancel/')
      return account
    },
  }
}

/** v1 tells nobody who they are: its own client remembers what it was told at login. */
async function findUser(http: DeisHttp): Promise<Account | undefined> {
  try {
    return accountOf(await http.get(DeisUser, '/auth/whoami/'))
  } catch (error) {
    if (http.version === 'v1' && error instanceof ApiError && error.code === 'not_supported') return undefined
    throw error
  }
}

async function findByKeys(http: DeisHttp): Promise<Account> {
  const [key] = await http.list(DeisKey, '/keys/', { max: 1 })
  return accountOf(readShape(DeisUser, { username: key?.owner ?? 'unknown', is_active: true }))
}

/** Who gives an address for a name is known by it, and reached there. */
export async function register(http: DeisHttp, options: Registration): Promise<Account> {
  const { email: username, password } = options
  const email = options.address ?? (username.includes('@') ? username : undefined)
  const body: DeisRegistration = { username, password, ...(email === undefined ? {} : { email }) }
  return accountOf(await http.send(DeisUser, 'POST', '/auth/register/', body))
}

export function accountOf(user: DeisUser): Account {
  const name = `${user.first_name} ${user.last_name}`.trim()
  return {
    ...userReference(user.username),
    ...(isAddressOf(user) ? { address: user.email } : {}),
    name: name === '' ? null : name,
    verified: user.is_active,
    beta: false,
    allow_tracking: false,
    two_factor_authentication: false,
    admin: user.is_superuser,
    created_at: user.date_joined,
    updated_at: user.last_login ?? user.date_joined,
  }
}

function isAddressOf({ email, username }: DeisUser): boolean {
  return email !== '' && email !== username
}
