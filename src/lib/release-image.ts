import type { Controller, OnProgress } from '../api-client/controller.ts'
import type { Build } from '../api-types/build.ts'

export interface ImageRelease {
  build: Build
  version: number | undefined
}

/** Releases an existing image, and asks which release came of it: the build names it by id alone. */
export async function releaseImage(
  api: Pick<Controller, 'builds' | 'releases'>,
  app: string,
  image: string,
  onProgress: OnProgress,
): Promise<ImageRelease> {
  const build = await api.builds.create(app, { image }, { onProgress })
  const releases = await api.releases.list(app, { max: 10 })
  return { build, version: releases.find((release) => release.id === build.release?.id)?.version }
}
