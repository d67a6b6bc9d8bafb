import type { Controller } from '../controller.ts'
import { getConfig, updatePairs } from './config.ts'
import type { DeisHttp } from './deis-http.ts'
import { notThere } from './not-there.ts'
import { currentOf, listReleases } from './releases.ts'

export function configVarsApi(http: DeisHttp): Controller['configVars'] {
  const get = async (app: string) => (await getConfig(http, app)).values
  return {
    get,
    /** Deis keeps those of all releases, and tells those of the current one. */
    async getOfRelease(app, version) {
      if (currentOf(await listReleases(http, app, 100))?.version === version) return get(app)
      const hint = '`qp config` shows those of the current one.'
      throw notThere(http, 'way to see the config vars of other releases than the current one', hint)
    },
    update: async (app, changes) => (await updatePairs(http, app, 'values', changes)).values,
  }
}
