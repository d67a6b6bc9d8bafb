import { slugRepositories } from './names.ts'
import type { Platform } from './platform.ts'

/**
 * Removes images that a controller had made when it was killed, before it had written down what for. Only for the start, before the
 * first build.
 */
export async function removeStaleImages({
  engine,
  store,
  controllerId,
  log,
}: Pick<Platform, 'engine' | 'store' | 'controllerId' | 'log'>): Promise<void> {
  const known = new Set([...(await store.slugs.listImages()), ...(await store.containerImages.listImages())])
  for (const tag of await engine.listTags(slugRepositories(controllerId))) {
    if (known.has(tag)) continue
    await engine.removeImage(tag).catch((error) => {
      log.warn({ err: error, image: tag }, 'an image that nothing uses could not be removed')
    })
  }
}
