import { labels } from '../domain/labels.ts'
import type { BuildTools } from './build-request.ts'
import { removeBuildContainer } from './build-with-buildpacks.ts'

/**
 * Removes the containers of builds that a controller left behind when it was killed. Only for the start, before the
 * first build: it can't tell them from those that run.
 */
export async function removeStaleBuilds(
  tools: Pick<BuildTools, 'engine' | 'controllerId' | 'log'>,
): Promise<void> {
  const stale = await tools.engine.listContainers({
    [labels.controller]: tools.controllerId,
    [labels.kind]: 'build',
  })
  for (const { id } of stale) await removeBuildContainer(tools, id)
}
