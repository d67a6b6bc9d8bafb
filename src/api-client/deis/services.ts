import { DeisServices } from '../../api-types/deis/service.ts'
import type { Service } from '../../api-types/service.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Controller } from '../controller.ts'
import type { DeisHttp } from './deis-http.ts'
import { notThere } from './not-there.ts'
import { path } from './path.ts'
import { appReference } from './references.ts'

/** Hephy's; Deis itself has no such route. */
export function servicesApi(http: DeisHttp): Controller['services'] {
  const list = async (app: string) => {
    const { services } = await http.get(DeisServices, path`/apps/${app}/services/`)
    return services.map((it) => serviceOf(app, it.procfile_type, it.path_pattern))
  }
  return {
    list: (app) => whereThere(http, () => list(app)),
    put: (app, { type, path_pattern }) =>
      whereThere(http, async () => {
        const body = { procfile_type: type, path_pattern }
        await http.act('POST', path`/apps/${app}/services/`, body)
        return serviceOf(app, type, path_pattern)
      }),
    remove: (app, type) =>
      whereThere(http, async () => {
        const found = (await list(app)).find((it) => it.type === type)
        await http.act('DELETE', path`/apps/${app}/services/`, { procfile_type: type })
        return found ?? serviceOf(app, type, '')
      }),
  }
}

async function whereThere<T>(http: DeisHttp, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_supported')
      throw notThere(http, 'services; Hephy has them')
    throw error
  }
}

function serviceOf(app: string, type: string, pattern: string): Service {
  const now = new Date().toISOString()
  return { id: type, app: appReference(app), type, path_pattern: pattern, created_at: now, updated_at: now }
}
