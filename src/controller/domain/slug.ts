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
  launch: 'buildpack' | 'image'
  processTypes: Readonly<Record<string, string>>
  commit: string | null
  /** The one port that the image exposes, if it exposes just one: `$PORT` is set to it. */
  exposedPort: number | null
  /** Heroku's words for what built it: "Node.js", "Dockerfile". */
  description: string
  /** Bytes. */
  size: number | null
  createdAt: Date
}
