import type { App } from '../domain/app.ts'
import { type Dyno, formatDynoName } from '../domain/dyno.ts'
import { problem } from '../domain/problem.ts'
import { listDynos } from './list-dynos.ts'
import type { Platform } from './platform.ts'

/**
 * By its name, of the formation or one-off; of two during a roll-out the newer one, which is there to stay. Throws `not_found`,
 * and `conflict` for one that does not run, with `stopped` behind those words.
 */
export async function getRunningDyno(
  platform: Platform,
  app: App,
  name: string,
  stopped: string,
): Promise<Dyno> {
  const all = [...(await listDynos(platform, app.id)), ...(await listDynos(platform, app.id, 'one-off'))]
  const named = all.filter((it) => formatDynoName(it) === name)
  const [running] = named
    .filter((it) => it.state === 'up' || it.state === 'starting')
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
  if (running) return running
  if (named.length > 0) throw problem('conflict', `${name} does not run${stopped}`)
  throw problem('not_found', `No such dyno: ${name}. \`qp ps -a ${app.name}\` lists them.`)
}
