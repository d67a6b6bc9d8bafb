import { labels } from '../../controller/domain/labels.ts'
import { messageOf, Problem, problem } from '../../controller/domain/problem.ts'
import type { ContainerSpec } from '../../controller/engine/container-spec.ts'
import type { DockerSurroundings } from '../../controller/engine/docker/docker-context.ts'
import { registryOf } from '../../controller/engine/docker/image-name.ts'
import { findRegistryAuth } from '../../controller/engine/docker/registry-auth.ts'
import type { Engine } from '../../controller/engine/engine.ts'
import { defaultNetwork } from './direct-spec.ts'

export interface PullOptions {
  /** The image is not there, and is being fetched. */
  onPull: (image: string) => void
  /** What a person may interrupt. */
  signal: AbortSignal
  /** Where the person's logins to registries are. */
  surroundings: DockerSurroundings
}

/** Makes the container, and fetches its image first where the engine does not have it. Throws what the engine says. */
export async function createContainer(
  engine: Engine,
  spec: ContainerSpec,
  pull: PullOptions,
): Promise<string> {
  try {
    return await engine.createContainer(spec)
  } catch (error) {
    const lacksImage = error instanceof Problem && error.id === 'not_found'
    if (!lacksImage || (await engine.findImage(spec.image))) throw error
  }
  await fetchImage(engine, spec.image, pull)
  return engine.createContainer(spec)
}

async function fetchImage(
  engine: Engine,
  image: string,
  { onPull, signal, surroundings }: PullOptions,
): Promise<void> {
  onPull(image)
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  const pulling = pullWithAuth(engine, image, surroundings)
  // An engine goes on with it by itself; nobody waits for that.
  await Promise.race([pulling, interrupted])
}

async function pullWithAuth(engine: Engine, image: string, surroundings: DockerSurroundings): Promise<void> {
  const { auth, trouble } = await findRegistryAuth(image, surroundings)
  try {
    await engine.pullImage(image, () => {}, { auth })
  } catch (error) {
    if (!(error instanceof Problem) || error.id !== 'not_found') throw error
    const said = messageOf(error.cause ?? error)
    const isRefused = !auth && /auth|denied/i.test(said)
    const next = trouble ?? (isRefused ? `\`docker login ${registryOf(image)}\` here may help` : undefined)
    const why = next === undefined ? said : `${said}; ${next}`
    throw problem('not_found', `the engine does not have the image, and it can't be pulled: ${why}`)
  }
}

/** The app's own network, where this engine has it, so that its other dynos can be reached by name. */
export async function findNetwork(engine: Engine, app: { id: string } | null): Promise<string> {
  if (!app) return defaultNetwork
  const [own] = await engine.listNetworks({ [labels.app]: app.id, [labels.kind]: 'network' })
  return own ?? defaultNetwork
}
