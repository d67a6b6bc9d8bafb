import { access, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { claimDataDir } from './data-dir.ts'
import { removeFromEngine } from './deploy/destroy-app.ts'
import { labels } from './domain/labels.ts'
import { problem } from './domain/problem.ts'
import { createDockerEngine } from './engine/docker/docker-engine.ts'
import { stopNginx } from './router/nginx.ts'
import { openStore } from './store/store.ts'

/** Removes what a controller that is not running made: on the engine by its label, its router, its data dir. */
export async function destroyController(dir: string): Promise<{ containers: number; images: number }> {
  await access(join(dir, 'qp.sqlite')).catch(() => {
    throw problem(
      'not_found',
      `${dir} is no data dir of a controller: it has no qp.sqlite. Nothing was removed.`,
    )
  })
  using claimed = await claimDataDir(dir)
  const dataDir = claimed.path
  const store = await openStore(join(dataDir, 'qp.sqlite'))
  const controllerId = await store.settings.find('controller-id')
  await store.close()
  await stopNginx(join(dataDir, 'router'))
  const removed = controllerId ? await removeAll(controllerId) : { containers: 0, images: 0 }
  await rm(dataDir, { recursive: true, force: true })
  return removed
}

async function removeAll(controllerId: string): Promise<{ containers: number; images: number }> {
  const engine = createDockerEngine()
  const ours = { [labels.controller]: controllerId }
  const containers = (await engine.listContainers(ours)).length
  const images = (await engine.listImages(ours)).length
  await removeFromEngine({ engine, controllerId })
  return { containers, images }
}
