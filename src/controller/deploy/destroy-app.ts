import { rm } from 'node:fs/promises'
import type { App } from '../domain/app.ts'
import { labels } from '../domain/labels.ts'
import type { Platform } from './platform.ts'
import { repositoryPath } from './repository.ts'

/** Removes an app and all that was made for it: routes, dynos, images, network, cache, repository, log. */
export async function destroyApp(platform: Platform, app: App): Promise<void> {
  await platform.turns.take(app.id, async () => {
    await platform.router.removeRoute(app.id)
    await removeFromEngine(platform, { [labels.app]: app.id })
    await rm(repositoryPath(platform.settings.dataDir, app.id), { recursive: true, force: true })
    await platform.store.apps.remove(app.id)
    await platform.logs.remove(app.id)
  })
}

/** Everything of this controller on the engine that carries these labels too, in the order that it lets go. */
export async function removeFromEngine(
  { engine, controllerId }: Pick<Platform, 'engine' | 'controllerId'>,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const ours = { [labels.controller]: controllerId, ...more }
  for (const container of await engine.listContainers(ours)) await engine.removeContainer(container.id)
  for (const image of await engine.listImages(ours))
    for (const tag of image.tags) await engine.removeImage(tag)
  for (const network of await engine.listNetworks(ours)) await engine.removeNetwork(network)
  for (const volume of await engine.listVolumes(ours)) await engine.removeVolume(volume)
}
