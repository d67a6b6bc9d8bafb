import type { ContainerSpec } from '../engine/container-spec.ts'
import type { Engine } from '../engine/engine.ts'
import type { HolderApp } from './holder.ts'
import { appLabels, networkName } from './names.ts'
import type { ReadyNetworks } from './ready-networks.ts'

export interface OneOffParts {
  engine: Engine
  controllerId: string
  readyNetworks: Pick<ReadyNetworks, 'take' | 'release'>
}

/** The container's spec for the holder whose network it joins, or for the app's own network. */
export type BuildSpec = (holder: string | undefined) => ContainerSpec

export interface OneOffContainer {
  id: string
  /** For `ReadyNetworks.release` once the container is gone. */
  holder: string | undefined
}

/**
 * Makes the container of a one-off dyno, in a network that is ready where there is one. It is not started.
 *
 * @example
 * const made = await createOneOffContainer(platform, app, (holder) => oneOffSpec(source, oneOff, holder))
 */
export async function createOneOffContainer(
  parts: OneOffParts,
  app: HolderApp,
  buildSpec: BuildSpec,
): Promise<OneOffContainer> {
  const holder = parts.readyNetworks.take(app)
  if (holder === undefined) return createOnNetwork(parts, app, buildSpec)
  try {
    return { id: await parts.engine.createContainer(buildSpec(holder)), holder }
  } catch {
    // Where it is not the holder's fault, the same error comes again.
    await parts.readyNetworks.release(holder)
    return createOnNetwork(parts, app, buildSpec)
  }
}

/**
 * For a container that could not be started: where its holder is to blame, a new one on the app's own network in its place;
 * undefined where something else is. Docker looks at the holder only at the start (measured on 20.10): `conflict`, "cannot
 * join network of a non running container", where it has ended, and `not_found` where it was removed.
 *
 * @example
 * let process = await startContainerProcess({ engine, id: made.id, spec: buildSpec(made.holder) })
 * const again = 'exit' in process ? undefined : await replaceUnjoinable(platform, app, made, buildSpec)
 * if (again) process = await startContainerProcess({ engine, id: again.id, spec: buildSpec(undefined) })
 */
export async function replaceUnjoinable(
  parts: OneOffParts,
  app: HolderApp,
  { id, holder }: OneOffContainer,
  buildSpec: BuildSpec,
): Promise<OneOffContainer | undefined> {
  if (holder === undefined) return undefined
  if ((await parts.engine.findContainer(holder))?.state === 'running') return undefined
  // First, since the new one gets its name.
  await parts.engine.removeContainer(id)
  await parts.readyNetworks.release(holder)
  return createOnNetwork(parts, app, buildSpec)
}

async function createOnNetwork(
  { engine, controllerId }: OneOffParts,
  app: HolderApp,
  buildSpec: BuildSpec,
): Promise<OneOffContainer> {
  await engine.ensureNetwork(networkName(controllerId, app), appLabels(controllerId, app, 'network'))
  return { id: await engine.createContainer(buildSpec(undefined)), holder: undefined }
}
