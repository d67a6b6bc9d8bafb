import { rm } from 'node:fs/promises'
import type { App } from '../domain/app.ts'
import { labels } from '../domain/labels.ts'
import type { User } from '../domain/user.ts'
import type { Engine } from '../engine/engine.ts'
import type { Platform } from './platform.ts'
import { repositoryPath } from './repository.ts'
import { serveCertificates } from './serve-certificates.ts'
import { forgetServed } from './served-dynos.ts'

type Labels = Readonly<Record<string, string>>

/**
 * Removes an app and all that was made for it: routes, dynos, images, network, cache, repository, log. What a controller that is killed
 * leaves of it, the next one removes.
 */
export async function destroyApp(platform: Platform, app: App, by?: User): Promise<void> {
  const { settings } = platform.store
  await platform.turns.take(app.id, async () => {
    await settings.set(markOf(app), app.name)
    try {
      await removeAll(platform, app, by)
    } finally {
      // Whoever is told of a failure keeps what is left, and may go on with it.
      await settings.remove(markOf(app))
    }
  })
  await serveCertificates(platform)
}

/** Goes on where a controller was killed while it destroyed an app. Only for the start, before anybody asks for one. */
export async function finishDestroying(platform: Platform): Promise<void> {
  for (const [mark, name] of await platform.store.settings.listOf(markPrefix)) {
    const id = mark.slice(markPrefix.length)
    const now = platform.now()
    const app = (await platform.store.apps.find(id)) ?? {
      id,
      name,
      ownerId: '',
      createdAt: now,
      updatedAt: now,
    }
    try {
      await destroyApp(platform, app)
    } catch (error) {
      platform.log.error({ err: error, app: name }, 'an app could not be destroyed to its end')
      await platform.store.settings.set(mark, name)
    }
  }
}

const markPrefix = 'destroying:'
const markOf = (app: App) => markPrefix + app.id

async function removeAll(platform: Platform, app: App, by: User | undefined): Promise<void> {
  // Looked at while it is there, told once it is not.
  const event = { app, action: 'destroy', what: { kind: 'app', app }, by } as const
  const tell = (await platform.store.apps.find(app.id)) && (await platform.appEvents.foresee(event))
  await platform.router.removeRoute(app.id)
  await removeFromEngine(platform, { [labels.app]: app.id })
  await platform.store.apps.remove(app.id)
  // Behind the app: whoever makes it anew for git sees then that there is none. maxRetries: they may be writing in it.
  const repository = repositoryPath(platform.settings.dataDir, app.id)
  await rm(repository, { recursive: true, force: true, maxRetries: 3 })
  await platform.store.forgetRemoved()
  await platform.logs.remove(app.id)
  tell?.()
  forgetServed(platform.served, app.id)
}

/** Everything of this controller on the engine that carries these labels too, in the order that it lets go. */
export async function removeFromEngine(
  { engine, controllerId }: Pick<Platform, 'engine' | 'controllerId'>,
  more: Labels = {},
): Promise<void> {
  const ours = { [labels.controller]: controllerId, ...more }
  await removeContainers(engine, ours)
  await removeImages(engine, ours)
  for (const network of await engine.listNetworks(ours))
    await emptied(engine, ours, () => engine.removeNetwork(network))
  for (const volume of await engine.listVolumes(ours)) await engine.removeVolume(volume)
}

/** Those without a name are what builds went on from; with each that goes, the one that it was made of comes to light. */
async function removeImages(engine: Engine, ours: Labels): Promise<void> {
  for (let images = await engine.listImages(ours); images.length > 0; images = await engine.listImages(ours))
    for (const { id, tags } of images) {
      for (const tag of tags) await emptied(engine, ours, () => engine.removeImage(tag))
      if (tags.length === 0) await emptied(engine, ours, () => engine.removeImage(id, { keepParents: true }))
    }
}

/** How often to try again what something was made of or attached to since it was emptied. */
const mostTries = 5

/**
 * A one-off dyno, what keeps a network ready for the next one, or a step of a build that was cancelled just now may have been on its way
 * when the containers went.
 */
async function emptied(engine: Engine, ours: Labels, remove: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await remove()
    } catch (error) {
      const removed = await removeContainers(engine, ours)
      // The engine may have removed it itself by now.
      if (tries === mostTries || (removed === 0 && tries > 1)) throw error
    }
  }
}

/** Returns how many there were. */
async function removeContainers(engine: Engine, ours: Labels): Promise<number> {
  const containers = await engine.listContainers(ours)
  for (const { id } of containers) await engine.removeContainer(id)
  return containers.length
}
