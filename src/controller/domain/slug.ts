/**
 * What a build made: an image and how to run it.
 *
 * `launch` says how a process type's line is run: `buildpack` sources `.profile.d` in bash first, `image` runs it with
 * the image's own /bin/sh. A type that maps to '' runs the image's own command.
 */
export interface Slug {
  id: string
  appId: string
  image: string
  /** Process types that have an image of their own, and what that exposes; the others run in `image`. */
  images?: Readonly<Record<string, OwnImage>>
  launch: 'buildpack' | 'image'
  processTypes: Readonly<Record<string, string>>
  /** The stack that it stands on, where that was noted. */
  stack?: string
  commit: string | null
  /** The one port that the image exposes, if it exposes just one; web-port.ts says what it is for. */
  exposedPort: number | null
  /** Heroku's words for what built it: "Node.js", "Dockerfile". */
  description: string
  /** Bytes. */
  size: number | null
  createdAt: Date
}

export type OwnImage = Pick<Slug, 'image' | 'exposedPort'>

/** What a process type runs in. Without a type: what a one-off dyno does. */
export function imageOf(
  { image, exposedPort, images }: Pick<Slug, 'image' | 'exposedPort' | 'images'>,
  type?: string,
): OwnImage {
  const own = type !== undefined && images && Object.hasOwn(images, type) ? images[type] : undefined
  return own ?? { image, exposedPort }
}

/** Each image that a slug needs, once. */
export function imagesOf({ image, images = {} }: Pick<Slug, 'image' | 'images'>): string[] {
  return [...new Set([image, ...Object.values(images).map((it) => it.image)])]
}
