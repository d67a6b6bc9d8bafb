import type { DeisConfig } from '../../api-types/deis/config.ts'
import type { Registry } from '../../api-types/registry.ts'
import type { Controller } from '../controller.ts'
import { getConfig, updatePairs } from './config.ts'
import type { DeisHttp } from './deis-http.ts'
import { checkForSettings } from './settings.ts'

export function registryApi(http: DeisHttp): Controller['registry'] {
  return {
    async get(app) {
      checkForSettings(http, 'logins of registries')
      return registryOf(await getConfig(http, app))
    },
    async update(app, { username, password }) {
      checkForSettings(http, 'logins of registries')
      const changes = {
        ...(username === undefined ? {} : { username }),
        ...(password === undefined ? {} : { password }),
      }
      return registryOf(await updatePairs(http, app, 'registry', changes))
    },
  }
}

function registryOf({ registry }: DeisConfig): Registry {
  return { username: registry['username'] ?? null, has_password: registry['password'] !== undefined }
}
