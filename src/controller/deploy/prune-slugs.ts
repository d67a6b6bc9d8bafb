import type { App } from '../domain/app.ts'
import { labels } from '../domain/labels.ts'
import { imagesOf } from '../domain/slug.ts'
import type { Platform } from './platform.ts'

/** How many releases back a rollback can reach. */
const keptReleases = 10

/** Removes the images of this app that nobody will ask for: those of old releases, and of failed ones that can't be retried any more. */
export async function pruneSlugs(platform: Platform, app: App): Promise<void> {
  const { releases, slugs } = platform.store
  const kept = await releases.listNewestUnfailed(app.id, keptReleases)
  const newest = await releases.findNewest(app.id)
  const keptSlugs = [...kept, newest].flatMap((it) => it?.slugId ?? [])
  const keptImages = new Set((await slugs.list(keptSlugs)).flatMap(imagesOf))
  for (const { image } of await platform.store.containerImages.listOfApp(app.id)) keptImages.add(image)
  const images = await platform.engine.listImages({
    [labels.controller]: platform.controllerId,
    [labels.app]: app.id,
  })
  for (const tag of images.flatMap((it) => it.tags).filter((it) => !keptImages.has(it))) {
    await platform.engine.removeImage(tag).catch((error) => {
      platform.log.warn({ err: error, image: tag }, 'an old image could not be removed')
    })
  }
}
