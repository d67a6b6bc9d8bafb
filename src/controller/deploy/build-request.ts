import type { Readable } from 'node:stream'
import type { ProcessTypes } from '../../words/procfile.ts'
import type { ConfigVars } from '../domain/config-vars.ts'
import type { Slug } from '../domain/slug.ts'
import type { Engine } from '../engine/engine.ts'

/** What a build works with. */
export interface BuildTools {
  engine: Engine
  controllerId: string
  /** The image that buildpacks run in and that their slugs stand on. */
  stackImage: string
  /** What one build may take of the machine, so that it starves no app. */
  buildLimits: { memoryMb: number; cpus: number }
  log: { warn(details: object, message: string): void }
}

/** A tree is a tar of all its files, as `git archive` writes it; it may be opened more than once. */
export type BuildSource = TreeSource | ImageSource

export interface ImageSource {
  kind: 'image'
  image: string
  /** What the process types run; `web` runs what the image does, unless it is among them. */
  processTypes?: ProcessTypes | undefined
  /** What it was built of, where whoever built it says so. */
  commit?: string | undefined
}

export interface TreeSource {
  kind: 'tree'
  commit: string
  openTar(): Readable
  /** Of a source that knows any: git's archives leave them out. Throws `build_failed`. */
  listSubmodules?(): Promise<readonly Submodule[]>
}

/** Another repository that belongs at a path of the source, at one of its commits. */
export interface Submodule {
  path: string
  url: string
  commit: string
}

export interface BuildRequest<Source = BuildSource> {
  app: { id: string; name: string }
  source: Source
  /** Buildpacks see it; a Dockerfile does not. */
  config: ConfigVars
  /** Names and addresses of the buildpacks that were asked for, in their order; none: the source says which, or they do. */
  buildpacks: readonly string[]
  /** The stack that was asked for; without, the source decides. */
  stack?: string | null
  /** Whom an image is pulled as; without, as nobody. */
  registry?: { username: string; password: string } | undefined
  buildId: string
  /** Called with each line, without its end, as it is written. */
  onOutput: (line: string) => void
  /** Aborting stops the build, removes its container and rejects with the signal's reason. */
  signal: AbortSignal
}

export type SlugDraft = Omit<Slug, 'id' | 'appId' | 'createdAt'>
