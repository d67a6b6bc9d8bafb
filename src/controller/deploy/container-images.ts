import type { Readable } from 'node:stream'
import type { App } from '../domain/app.ts'
import { processTypeName, withImages, withoutTypes } from '../domain/container-image.ts'
import { problem } from '../domain/problem.ts'
import type { Report } from '../domain/progress.ts'
import type { Release } from '../domain/release.ts'
import { imageOf, type Slug } from '../domain/slug.ts'
import type { User } from '../domain/user.ts'
import type { Image } from '../engine/engine.ts'
import { findExposedPort } from './build-with-dockerfile.ts'
import { createRelease } from './create-release.ts'
import { renameImageTar } from './image-tar.ts'
import { labelImage } from './label-image.ts'
import { slugImage } from './names.ts'
import { logEvent, type Platform } from './platform.ts'
import { pruneSlugs } from './prune-slugs.ts'
import { findSlug, getCurrentRelease } from './running-app.ts'
import { noteWait } from './turns.ts'
import { checkUsable } from './usable-images.ts'

interface By {
  app: App
  user: User
}

/** Keeps an image for a process type until it is released. Throws `invalid_params` for what is no image, or one without a command. */
export async function pushContainerImage(
  platform: Platform,
  { app, user }: By,
  type: string,
  tar: Readable,
): Promise<void> {
  const { engine, controllerId, store } = platform
  if (!processTypeName.test(type))
    throw problem('invalid_params', `${JSON.stringify(type)} can't be the name of a process type.`)
  const loaded = slugImage(controllerId, app, platform.newId())
  const kept = slugImage(controllerId, app, platform.newId())
  try {
    await engine.loadImage(renameImageTar(tar, loaded))
    await checkUsable(engine, app, [loaded])
    const { buildLimits } = platform.settings
    await labelImage({ engine, controllerId, buildLimits }, app, { from: loaded, to: kept })
  } finally {
    await engine.removeImage(loaded)
  }
  const image = await engine.findImage(kept)
  if (!image?.argv.length) {
    await engine.removeImage(kept)
    throw problem('invalid_params', 'The image has no command to run: give it a CMD or an ENTRYPOINT.')
  }
  await store.containerImages.put({ appId: app.id, type, image: kept, createdAt: platform.now() })
  logEvent(platform, app.id, 'api', `Pushed an image for ${type} by user ${user.email}`, 'app')
  await platform.turns.take(app.id, () => pruneSlugs(platform, app))
}

/** Releases what was pushed for these process types; the others go on as they are. */
export async function releaseContainerImages(
  platform: Platform,
  { app, user, types, report }: By & { types: readonly string[]; report: Report },
): Promise<Release> {
  const work = async () => {
    const pushed = await Promise.all(types.map((type) => getPushed(platform, app, type)))
    const images = Object.fromEntries(
      pushed.map(({ type, image, name }) => [type, { image: name, exposedPort: findExposedPort(image) }]),
    )
    const before = await findSlug(platform, await getCurrentRelease(platform, app))
    const size = pushed.reduce((sum, { image }) => sum + image.size, 0)
    const ids = pushed.map(({ image }) => image.id.replace('sha256:', '').slice(0, 12))
    const what = `Deployed ${types.map((type, index) => `${type} (${ids[index]})`).join(', ')}`
    return addRelease(platform, { app, user, report }, { ...withImages(before, images), size }, what)
  }
  return platform.turns.take(app.id, work, { onWait: noteWait(app, report) })
}

/** A release without these process types. */
export async function removeContainerTypes(
  platform: Platform,
  { app, user, types, report }: By & { types: readonly string[]; report: Report },
): Promise<Release> {
  const work = async () => {
    const before = await findSlug(platform, await getCurrentRelease(platform, app))
    const wrong = types.find((type) => !before || !Object.hasOwn(before.processTypes, type))
    if (!before || wrong !== undefined)
      throw problem('not_found', `No such process type: ${wrong}. \`qp ps:scale -a ${app.name}\` lists them.`)
    const left = withoutTypes(before, types)
    if (!left)
      throw problem(
        'conflict',
        `${types.join(', ')} is all that ${app.name} has. \`qp ps:scale\` stops it, \`qp apps:destroy\` ends it.`,
      )
    for (const type of types) await platform.store.containerImages.remove(app.id, type)
    return addRelease(
      platform,
      { app, user, report },
      { ...left, size: before.size },
      `Remove ${types.join(', ')}`,
    )
  }
  return platform.turns.take(app.id, work, { onWait: noteWait(app, report) })
}

/** The image of a process type, under a name for whoever loads it: the pushed one, or else the one that is released. */
export async function readContainerImage(platform: Platform, app: App, type: string): Promise<Readable> {
  const pushed = (await platform.store.containerImages.listOfApp(app.id)).find((it) => it.type === type)
  const slug = await findSlug(platform, await getCurrentRelease(platform, app))
  const released = slug && Object.hasOwn(slug.processTypes, type) ? imageOf(slug, type).image : undefined
  const image = pushed?.image ?? released
  if (image === undefined || !(await platform.engine.findImage(image))) throw noImage(app, type)
  return renameImageTar(await platform.engine.saveImage(image), `qp/${app.name}:${type}`)
}

async function getPushed(
  platform: Platform,
  app: App,
  type: string,
): Promise<{ type: string; image: Image; name: string }> {
  const pushed = (await platform.store.containerImages.listOfApp(app.id)).find((it) => it.type === type)
  const image = pushed && (await platform.engine.findImage(pushed.image))
  if (!pushed || !image) throw noImage(app, type)
  return { type, image, name: pushed.image }
}

function noImage(app: App, type: string) {
  return problem(
    'not_found',
    `No image was pushed for ${type}. \`qp container:push ${type} -a ${app.name}\` pushes one.`,
  )
}

type Parts = Pick<Slug, 'image' | 'exposedPort' | 'processTypes' | 'images' | 'size'>

async function addRelease(
  platform: Platform,
  { app, user, report }: By & { report: Report },
  parts: Parts,
  description: string,
): Promise<Release> {
  const slug: Slug = {
    ...parts,
    id: platform.newId(),
    appId: app.id,
    launch: 'image',
    commit: null,
    description: 'Container',
    createdAt: platform.now(),
  }
  await platform.store.slugs.add(slug)
  const { config } = await getCurrentRelease(platform, app)
  try {
    return await createRelease(platform, { app, user, description, slug, config, report })
  } finally {
    await pruneSlugs(platform, app)
  }
}
