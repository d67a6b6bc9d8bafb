import type { Controller } from '../controller.ts'
import { getConfig, updatePairs } from './config.ts'
import type { DeisHttp } from './deis-http.ts'
import { lacking } from './not-there.ts'

export function configVarsApi(http: DeisHttp): Controller['configVars'] {
  return {
    ...lacking(
      http,
      'config vars of earlier releases',
      ['getOfRelease'],
      '`qp config` shows those of the current one.',
    ),
    get: async (app) => (await getConfig(http, app)).values,
    update: async (app, changes) => (await updatePairs(http, app, 'values', changes)).values,
  }
}
