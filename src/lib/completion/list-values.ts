import { type AppFlags, getAppContext } from '../app-context.ts'
import { configDir } from '../config-dir.ts'
import { getControllerUrl } from '../connect.ts'
import { listGitRemotes } from '../git-remote.ts'
import { readProfiles } from '../profiles.ts'
import type { Surroundings } from '../surroundings.ts'
import type { ListValues } from './complete.ts'
import { shellNames } from './shells.ts'
import { claimRefresh, type KnownValues, readValues, valuesPath } from './value-cache.ts'

export interface ListOptions {
  surroundings: Surroundings
  /** Where the names are kept. */
  folder: string
  /** Has the names of this controller and app asked for, by another process: nobody waits for it. */
  refresh: (flags: AppFlags) => void
}

/** The names that are known here and now. What only a controller knows comes from the cache, or not at all. */
export function listValuesIn(options: ListOptions): ListValues {
  const { surroundings } = options
  return async (kind, flags) => {
    if (kind === 'shell') return shellNames
    if (kind === 'controller')
      return (await readProfiles(configDir(surroundings.env))).all.map((it) => it.name)
    if (kind === 'remote') return (await listGitRemotes(surroundings)).map((it) => it.name)
    const place = await findPlace(options, kind, flags)
    return place === undefined ? [] : ((await readOrRefresh(options, place, flags))[kind] ?? [])
  }
}

/** The file of what the line is about; undefined where it can't be told yet, or nobody is logged in. */
async function findPlace(
  { surroundings, folder }: ListOptions,
  kind: string,
  flags: AppFlags,
): Promise<string | undefined> {
  try {
    if (kind === 'app') return valuesPath(folder, await getControllerUrl(surroundings, flags), undefined)
    const { api, app } = await getAppContext(surroundings, flags)
    return valuesPath(folder, api.url, app)
  } catch {
    return undefined
  }
}

async function readOrRefresh(
  { surroundings, refresh }: ListOptions,
  path: string,
  { app, remote, controller }: AppFlags,
): Promise<KnownValues> {
  const now = surroundings.now()
  const cached = await readValues(path, now)
  if ((cached === undefined || cached.isStale) && (await claimRefresh(path, now)))
    refresh({ app, remote, controller })
  return cached?.values ?? {}
}
