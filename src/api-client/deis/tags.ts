import type { Controller } from '../controller.ts'
import { getConfig, updatePairs } from './config.ts'
import type { DeisHttp } from './deis-http.ts'
import { getSettings, updateSettings } from './settings.ts'
import { withoutAbsent } from './unless-unchanged.ts'

/** Which machines there are, a Deis controller tells nobody. */
export function tagsApi(http: DeisHttp): Controller['tags'] {
  return {
    get: async (app) => ({ tags: (await getConfig(http, app)).tags, nodes: [] }),
    update: async (app, changes) => ({
      tags: (await updatePairs(http, app, 'tags', changes)).tags,
      nodes: [],
    }),
  }
}

export function labelsApi(http: DeisHttp): Controller['labels'] {
  const get = async (app: string) => (await getSettings(http, app, 'labels')).label
  return {
    get,
    async update(app, changes) {
      const present = await get(app)
      const label = withoutAbsent(changes, present)
      if (Object.keys(label).length === 0) return present
      return (await updateSettings(http, app, { label }, 'labels')).label
    },
  }
}
