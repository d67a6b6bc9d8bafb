import type { Controller, OnProgress } from '../api-client/controller.ts'
import type { Build, BuildCreate } from '../api-types/build.ts'

export interface BuildRelease {
  build: Build
  version: number | undefined
}

/** Builds and releases what `prepare` gives, and asks which release came of it: the build names it by id alone. */
export async function releaseBuild(
  api: Pick<Controller, 'builds' | 'releases'>,
  app: string,
  prepare: () => Promise<BuildCreate>,
  onProgress: OnProgress,
): Promise<BuildRelease> {
  const build = await api.builds.create(app, await prepare(), { onProgress })
  const releases = await api.releases.list(app, { max: 10 })
  return { build, version: releases.find((release) => release.id === build.release?.id)?.version }
}
