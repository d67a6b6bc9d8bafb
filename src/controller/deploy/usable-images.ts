import { labels } from '../domain/labels.ts'
import { problem } from '../domain/problem.ts'
import { isImageName } from '../engine/docker/image-name.ts'
import { usedImages } from '../engine/docker/used-images.ts'
import type { Engine, Image } from '../engine/engine.ts'

/** Of an id, in digits. Whoever knows as many was told them; fewer are soon tried out. */
const toldDigits = 12

/**
 * The engine's image of that name, where the app may use it. An engine gives any image to who asks for it, also by the first digits of its
 * id: by them an app would get what is another's, its source and all.
 */
export async function findUsableImage(
  engine: Pick<Engine, 'findImage'>,
  app: { id: string },
  name: string,
): Promise<Image | undefined> {
  const image = await engine.findImage(name)
  return image && isUsable(image, app, name) ? image : undefined
}

/**
 * Throws `build_failed` where a build would begin from, or copy from, an image that the app may not use, or one that has it copy from such.
 * Returns the ids of those that are there, by name.
 */
export async function checkUsable(
  engine: Pick<Engine, 'findImage'>,
  app: { id: string },
  names: readonly string[],
): Promise<Map<string, string>> {
  const images = await getUsable(engine, app, names)
  // A trigger has none of its own (ONBUILD knows neither FROM nor ONBUILD), and is read by itself.
  const triggers = [...images.values()].flatMap((it) => it.triggers ?? [])
  await getUsable(
    engine,
    app,
    triggers.flatMap((it) => usedImages(it, {})),
  )
  return new Map([...images].map(([name, { id }]) => [name, id]))
}

async function getUsable(
  engine: Pick<Engine, 'findImage'>,
  app: { id: string },
  names: readonly string[],
): Promise<Map<string, Image>> {
  const images = new Map<string, Image>()
  for (const name of names) {
    const isName = isImageName(name)
    const image = isName ? await engine.findImage(name) : undefined
    if (!isName || (image && !isUsable(image, app, name)))
      throw problem('build_failed', `There is no image ${name || '""'} that this app may use.`)
    if (image) images.set(name, image)
  }
  return images
}

function isUsable({ id, tags, labels: found }: Image, app: { id: string }, name: string): boolean {
  const owner = found[labels.app]
  if (owner !== undefined && owner !== app.id) return false
  const digits = name.replace(/^sha256:/, '')
  const isById = id.replace(/^sha256:/, '').startsWith(digits) && !tags.includes(`${name}:latest`)
  return !isById || digits.length >= toldDigits
}
