import type { BuildpackInstallation } from '../../api-types/buildpack-installation.ts'
import type { Controller } from '../controller.ts'
import { getConfig, updatePairs } from './config.ts'
import type { DeisHttp } from './deis-http.ts'
import { lacking, notThere } from './not-there.ts'

/** Deis has one buildpack for an app, in a config var; without, it finds out by itself. */
const variable = 'BUILDPACK_URL'

const byAddress =
  'Name the git repository of one: `qp buildpacks:set https://github.com/heroku/heroku-buildpack-nodejs`.'

export function buildpacksApi(http: DeisHttp): Controller['buildpacks'] {
  return {
    ...lacking(http, 'list of buildpacks', ['listKnown']),
    list: async (app) => installed((await getConfig(http, app)).values),
    async replace(app, { updates }) {
      const [first, ...others] = updates
      if (others.length > 0) throw notThere(http, 'more than one buildpack for an app')
      if (first && !first.buildpack.includes(':')) throw notThere(http, 'buildpacks by name', byAddress)
      const values = { [variable]: first?.buildpack ?? null }
      return installed((await updatePairs(http, app, 'values', values)).values)
    },
  }
}

function installed(values: Readonly<Record<string, string>>): BuildpackInstallation[] {
  const url = values[variable]
  return url === undefined ? [] : [{ ordinal: 0, buildpack: { name: url, url } }]
}
