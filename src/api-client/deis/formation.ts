import { DeisApp } from '../../api-types/deis/app.ts'
import { DeisBuild } from '../../api-types/deis/build.ts'
import type { Formation, FormationUpdate } from '../../api-types/formation.ts'
import type { Controller } from '../controller.ts'
import { getConfig } from './config.ts'
import type { DeisHttp } from './deis-http.ts'
import { limitsOf, noSize, sizeOf } from './limits.ts'
import { notThere } from './not-there.ts'
import { path } from './path.ts'
import { timesOf } from './references.ts'

export function formationApi(http: DeisHttp): Controller['formation'] {
  return {
    list: (app) => listFormation(http, app),
    async update(app, updates) {
      if (updates.some(({ size }) => size !== undefined && size !== noSize && size !== 'custom'))
        throw notThere(http, 'dyno sizes', '`qp limits:set web=512M` limits what a process type may use.')
      const numbers = numbersOf(updates, await structureFor(http, app, updates))
      if (Object.keys(numbers).length > 0) await http.act('POST', path`/apps/${app}/scale/`, numbers)
      return listFormation(http, app)
    },
  }
}

/** What the types run is told by the newest build, how many of them by the app, what they may use by its config. */
export async function listFormation(http: DeisHttp, app: string): Promise<Formation[]> {
  const [found, config, [build]] = await Promise.all([
    http.get(DeisApp, path`/apps/${app}/`),
    getConfig(http, app),
    http.list(DeisBuild, path`/apps/${app}/builds/`, { max: 1 }),
  ])
  const types = new Set([...Object.keys(found.structure), ...Object.keys(build?.procfile ?? {})])
  return [...types].map((type) => {
    const limits = limitsOf(config, type)
    return {
      id: type,
      app: { id: found.uuid, name: found.id },
      type,
      command: build?.procfile[type] ?? '',
      quantity: found.structure[type] ?? 0,
      size: sizeOf(limits),
      limits,
      ...timesOf(found),
    }
  })
}

async function structureFor(
  http: DeisHttp,
  app: string,
  updates: readonly FormationUpdate[],
): Promise<Record<string, number>> {
  const isRelative = updates.some(({ quantity }) => /^[+-]/.test(String(quantity)))
  return isRelative ? (await http.get(DeisApp, path`/apps/${app}/`)).structure : {}
}

function numbersOf(
  updates: readonly FormationUpdate[],
  structure: Record<string, number>,
): Record<string, number> {
  return Object.fromEntries(
    updates.flatMap(({ type, quantity }) => {
      if (quantity === undefined) return []
      const base = /^[+-]/.test(String(quantity)) ? (structure[type] ?? 0) : 0
      return [[type, Math.max(0, base + Number(quantity))]]
    }),
  )
}
