import { problem } from '../domain/problem.ts'
import { containerStack } from '../domain/stack.ts'
import type { BuildRequest, BuildTools, SlugDraft } from './build-request.ts'
import { buildWithBuildpacks } from './build-with-buildpacks.ts'
import { buildWithDockerfile } from './build-with-dockerfile.ts'
import { readSourceFiles } from './source-files.ts'
import { useImage } from './use-image.ts'

export type { BuildRequest, BuildSource, BuildTools, SlugDraft } from './build-request.ts'

/**
 * Source → slug. A `heroku.yml` or a Dockerfile at the root says how, else buildpacks do, unless the app's stack decides between them;
 * an existing image is taken as it is.
 * What the source is to blame for is a `build_failed` whose output has told why.
 */
export async function buildSlug(tools: BuildTools, request: BuildRequest): Promise<SlugDraft> {
  const { source, signal } = request
  signal.throwIfAborted()
  if (source.kind === 'image') return useImage(tools, { ...request, source })
  const files = await readSourceFiles(source.openTar(), signal)
  const tree = { ...request, source }
  const isContainer = request.stack === containerStack
  const isByBuildpacks = typeof request.stack === 'string' && !isContainer
  const draft = isByBuildpacks ? undefined : await buildWithDockerfile(tools, tree, files)
  if (!draft && isContainer) throw problem('build_failed', noDockerfile)
  return draft ?? buildWithBuildpacks(tools, tree, files)
}

const noDockerfile =
  'The stack of this app is container, and its source has no Dockerfile and no heroku.yml at its root. ' +
  'Add one, or set another stack: `qp stack` lists them.'
