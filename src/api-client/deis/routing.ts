import { type DeisSettings, DeisTls, DeisWhitelist } from '../../api-types/deis/settings.ts'
import type { Routing, Tls, Whitelist } from '../../api-types/routing.ts'
import type { Controller } from '../controller.ts'
import type { DeisHttp } from './deis-http.ts'
import { path } from './path.ts'
import { appReference } from './references.ts'
import { checkForSettings, getSettings, updateSettings } from './settings.ts'
import { unlessUnchanged } from './unless-unchanged.ts'

export function routingApi(http: DeisHttp): Controller['routing'] {
  return {
    get: async (app) => routingOf(await getSettings(http, app, 'way to take an app off the router')),
    update: async (app, { enabled }) =>
      routingOf(await updateSettings(http, app, { routable: enabled }, 'way to take an app off the router')),
  }
}

export function tlsApi(http: DeisHttp): Controller['tls'] {
  const get = async (app: string) => {
    checkForSettings(http, 'way to enforce https')
    return tlsOf(await http.get(DeisTls, path`/apps/${app}/tls/`))
  }
  return {
    get,
    async update(app, { https_enforced }) {
      checkForSettings(http, 'way to enforce https')
      return unlessUnchanged(
        async () => tlsOf(await http.send(DeisTls, 'POST', path`/apps/${app}/tls/`, { https_enforced })),
        () => get(app),
      )
    },
  }
}

export function whitelistApi(http: DeisHttp): Controller['whitelist'] {
  const get = async (app: string) => {
    checkForSettings(http, 'whitelists')
    return whitelistOf(app, await http.get(DeisWhitelist, path`/apps/${app}/whitelist/`))
  }
  return {
    get,
    /** Two requests where there is something to add and something to remove: Deis has no way to do both at once. */
    async update(app, { add = [], remove = [] }) {
      checkForSettings(http, 'whitelists')
      const change = (method: 'POST' | 'DELETE', addresses: string[]) =>
        unlessUnchanged(
          () => http.act(method, path`/apps/${app}/whitelist/`, { addresses }),
          () => Promise.resolve(),
        )
      if (add.length > 0) await change('POST', add)
      if (remove.length > 0) await change('DELETE', remove)
      return get(app)
    },
  }
}

function routingOf({ app, routable, updated }: DeisSettings): Routing {
  return { app: appReference(app), enabled: routable, updated_at: updated || null }
}

function tlsOf({ app, https_enforced, updated }: DeisTls): Tls {
  return { app: appReference(app), https_enforced, updated_at: updated || null }
}

function whitelistOf(app: string, { addresses }: DeisWhitelist): Whitelist {
  return { app: appReference(app), addresses, updated_at: null }
}
