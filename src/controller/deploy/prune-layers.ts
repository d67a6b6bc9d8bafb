import type { BuildTools } from './build-request.ts'
import { layerLabels } from './names.ts'

type Tools = Pick<BuildTools, 'engine' | 'controllerId' | 'log'>

/**
 * How many of the images that a build leaves without a name stay beside its own where it was cancelled or failed: it may have ended before
 * it came to use them, as the next one will. Pushing again and again what fails must not fill the disk, though.
 */
const keptAfterFailure = 5

/**
 * Ends what a Dockerfile build has left: the container of a step (the engine removes it, unless it goes away meanwhile), and of the images
 * without a name all but the next build's cache. That is what this one went by: the steps before the one that failed, and the stages of a
 * build in several. They go with the app (`removeFromEngine`).
 *
 * @param used the beginnings of the ids of what this build's steps made or found
 */
export async function pruneLayers(
  { engine, controllerId, log }: Tools,
  app: { id: string },
  { used, isBuilt }: { used: ReadonlySet<string>; isBuilt: boolean },
): Promise<void> {
  const ours = layerLabels(controllerId, app)
  try {
    for (const { id } of await engine.listContainers(ours)) await engine.removeContainer(id)
    const isUsed = (id: string) => used.has(id.replace('sha256:', '').slice(0, 12))
    const findUnused = async () => {
      const unused = (await engine.listImages(ours)).filter((it) => it.tags.length === 0 && !isUsed(it.id))
      return unused.slice(isBuilt ? 0 : keptAfterFailure)
    }
    // From the end, one by one: what an image was made of may be used where the image is not.
    for (let unused = await findUnused(); unused.length > 0; unused = await findUnused())
      for (const { id } of unused) await engine.removeImage(id, { keepParents: true })
  } catch (error) {
    log.warn({ err: error, app: app.id }, 'what a build left could not be removed')
  }
}
