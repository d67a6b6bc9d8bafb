import { DeisConfig, type DeisConfigUpdate } from '../../api-types/deis/config.ts'
import type { DeisHttp } from './deis-http.ts'
import { path } from './path.ts'
import { unlessUnchanged, withoutAbsent } from './unless-unchanged.ts'

type Pairs = 'values' | 'memory' | 'cpu' | 'tags' | 'registry'

export function getConfig(http: DeisHttp, app: string): Promise<DeisConfig> {
  return http.get(DeisConfig, path`/apps/${app}/config/`)
}

/** One release, answered once it is deployed. */
export function updateConfig(http: DeisHttp, app: string, update: DeisConfigUpdate): Promise<DeisConfig> {
  return unlessUnchanged(
    () => http.send(DeisConfig, 'POST', path`/apps/${app}/config/`, update),
    () => getConfig(http, app),
  )
}

/** Values by key; null takes one away, where it is there. */
export async function updatePairs(
  http: DeisHttp,
  app: string,
  attribute: Pairs,
  changes: Readonly<Record<string, string | null>>,
): Promise<DeisConfig> {
  if (!Object.values(changes).includes(null)) return updateConfig(http, app, { [attribute]: changes })
  const config = await getConfig(http, app)
  const effective = withoutAbsent(changes, config[attribute])
  if (Object.keys(effective).length === 0) return config
  return updateConfig(http, app, { [attribute]: effective })
}
