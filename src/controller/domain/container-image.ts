import type { OwnImage, Slug } from './slug.ts'

/** The image that was pushed for a process type. */
export interface ContainerImage {
  appId: string
  type: string
  /** Its name on the engine. */
  image: string
  createdAt: Date
}

/** As in a Procfile. */
export const processTypeName = /^(?!__proto__$)[A-Za-z0-9_-]+$/

type Images = Readonly<Record<string, OwnImage>>
type Parts = Pick<Slug, 'image' | 'exposedPort' | 'processTypes'> & { images: Images }

/**
 * A slug whose named process types run what their own images do; the others stay as the slug before has them, if that was an image too.
 * One-off dynos run in the image of `web`, or else in the one that they ran in, or else in the first.
 */
export function withImages(before: Slug | undefined, released: Images): Parts {
  const kept = before?.launch === 'image' ? before : undefined
  const images = { ...kept?.images, ...released }
  const [first] = Object.values(released)
  const main = images['web'] ?? (kept && { image: kept.image, exposedPort: kept.exposedPort }) ?? first
  if (!main) throw new Error('a release of no images')
  const types = Object.fromEntries(Object.keys(released).map((type) => [type, '']))
  return { ...main, images: pinned(kept, images), processTypes: { ...kept?.processTypes, ...types } }
}

/** The same without some process types; undefined where nothing is left. */
export function withoutTypes(before: Slug, gone: readonly string[]): Parts | undefined {
  const stays = ([type]: [string, unknown]) => !gone.includes(type)
  const processTypes = Object.fromEntries(Object.entries(before.processTypes).filter(stays))
  if (Object.keys(processTypes).length === 0) return undefined
  const images = Object.fromEntries(Object.entries(pinned(before, before.images ?? {})).filter(stays))
  return { image: before.image, exposedPort: before.exposedPort, processTypes, images }
}

/** What ran in the common image goes on in it, also when that is another from now on. */
function pinned(before: Slug | undefined, images: Images): Images {
  if (!before) return images
  const common = { image: before.image, exposedPort: before.exposedPort }
  const others = Object.keys(before.processTypes).filter((type) => !Object.hasOwn(images, type))
  return { ...images, ...Object.fromEntries(others.map((type) => [type, common])) }
}
