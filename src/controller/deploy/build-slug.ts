import type { BuildRequest, BuildTools, SlugDraft } from './build-request.ts'
import { buildWithBuildpacks } from './build-with-buildpacks.ts'
import { buildWithDockerfile } from './build-with-dockerfile.ts'
import { readSourceFiles } from './source-files.ts'
import { useImage } from './use-image.ts'

export type { BuildRequest, BuildSource, BuildTools, SlugDraft } from './build-request.ts'

/**
 * Source → slug. A `heroku.yml` or a Dockerfile at the root says how; else buildpacks do; an existing image is taken as it is.
 * What the source is to blame for is a `build_failed` whose output has told why.
 */
export async function buildSlug(tools: BuildTools, request: BuildRequest): Promise<SlugDraft> {
  const { source, signal } = request
  signal.throwIfAborted()
  if (source.kind === 'image') return useImage(tools, { ...request, source })
  const files = await readSourceFiles(source.openTar(), signal)
  const tree = { ...request, source }
  const draft = await buildWithDockerfile(tools, tree, files)
  return draft ?? buildWithBuildpacks(tools, tree, files)
}
