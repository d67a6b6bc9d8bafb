import { DeisSettings, type DeisSettingsUpdate } from '../../api-types/deis/settings.ts'
import type { DeisHttp } from './deis-http.ts'
import { notThere } from './not-there.ts'
import { path } from './path.ts'
import { unlessUnchanged } from './unless-unchanged.ts'
import { versions } from './versions.ts'

export function findSettings(http: DeisHttp, app: string): Promise<DeisSettings> {
  return http.get(DeisSettings, path`/apps/${app}/settings/`)
}

/** `what` is what v1 has none of. */
export async function getSettings(http: DeisHttp, app: string, what: string): Promise<DeisSettings> {
  checkForSettings(http, what)
  return findSettings(http, app)
}

export async function updateSettings(
  http: DeisHttp,
  app: string,
  changes: DeisSettingsUpdate,
  what: string,
): Promise<DeisSettings> {
  checkForSettings(http, what)
  return unlessUnchanged(
    () => http.send(DeisSettings, 'POST', path`/apps/${app}/settings/`, changes),
    () => findSettings(http, app),
  )
}

export function checkForSettings(http: DeisHttp, what: string): void {
  if (!versions[http.version].hasSettings) throw notThere(http, what)
}
