import { type OneOff, oneOffSpec } from '../../controller/deploy/dyno-spec.ts'
import { resolveCommand } from '../../controller/deploy/launch-argv.ts'
import type { App } from '../../controller/domain/app.ts'
import { getDynoSize } from '../../controller/domain/dyno-size.ts'
import { labels } from '../../controller/domain/labels.ts'
import type { Release } from '../../controller/domain/release.ts'
import type { Slug } from '../../controller/domain/slug.ts'
import type { ContainerSpec } from '../../controller/engine/container-spec.ts'

/** What a container is made of: an app's current release, or an image alone. */
export interface DirectSource {
  app: Pick<App, 'id' | 'name'> | null
  release: Pick<Release, 'id' | 'version' | 'config'> | null
  slug: Pick<Slug, 'image' | 'launch' | 'processTypes' | 'exposedPort'>
}

export interface DirectDyno extends Omit<OneOff, 'attached'> {
  /** From when on it counts as forgotten. */
  until: Date
}

/**
 * The container of a one-off dyno that no controller knows of: as a controller would make it, but for the label by which a
 * controller finds its own. Throws `invalid_params` for a size that there is not.
 */
export function directSpec(source: DirectSource, dyno: DirectDyno, network: string): ContainerSpec {
  const app = source.app ?? { id: '', name: 'image' }
  const release = source.release ?? { id: '', version: 0, config: {} }
  const command = resolveCommand(dyno.command, source.slug.processTypes)
  const size = getDynoSize(dyno.size).name
  const spec = oneOffSpec(
    { controllerId: '', app, release, slug: source.slug, unique: dyno.runId },
    { ...dyno, command, size, attached: true },
  )
  return {
    ...spec,
    name: `qp-direct-${app.name}.${dyno.name}.${dyno.runId.slice(0, 8)}`,
    labels: directLabels(source, spec.labels, dyno),
    network,
    // The engine's own bridge knows no names.
    networkAliases: network === defaultNetwork ? [] : spec.networkAliases,
  }
}

/** What every engine has. */
export const defaultNetwork = 'bridge'

function directLabels(
  { app, release }: DirectSource,
  ofController: ContainerSpec['labels'],
  { until }: DirectDyno,
): Record<string, string> {
  const unknown: string[] = [
    labels.controller,
    ...(app ? [] : [labels.app, labels.appName]),
    ...(release ? [] : [labels.release, labels.releaseId]),
  ]
  const known = Object.entries(ofController).filter(([name]) => !unknown.includes(name))
  return { ...Object.fromEntries(known), [labels.direct]: 'true', [labels.until]: until.toISOString() }
}
