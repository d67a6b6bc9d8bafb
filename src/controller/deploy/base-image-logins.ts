import { messageOf, problem } from '../domain/problem.ts'
import { registryOf } from '../engine/docker/image-name.ts'
import type { Engine, RegistryAuth } from '../engine/engine.ts'
import type { BuildOutput } from './build-output.ts'
import type { BuildRequest } from './build-request.ts'

export interface BaseImageLogin {
  auth: RegistryAuth
  /** Those that may be pulled with it. */
  images: string[]
}

/**
 * Where the images that a Dockerfile names are pulled with the app's registry login: at each registry that is named there, or
 * else at Docker Hub for what is somebody's own ("team/base"). What is everybody's ("node") is pulled without, since a login that is of another
 * registry would be refused there.
 */
export function baseImageLogins(
  images: readonly string[],
  registry: BuildRequest['registry'],
): BaseImageLogin[] {
  if (!registry) return []
  const isOwn = (image: string) => image.includes('/') && !/^(docker\.io\/)?library\//.test(image)
  const named = images.filter((it) => registryOf(it) !== 'docker.io')
  const byServer = Map.groupBy(named.length > 0 ? named : images.filter(isOwn), registryOf)
  return [...byServer].map(([server, pulled]) => ({ auth: { server, ...registry }, images: pulled }))
}

interface Pulls {
  /** Names, each of which is one. */
  images: readonly string[]
  logins: readonly BaseImageLogin[]
  output: BuildOutput
  signal: AbortSignal
}

/**
 * Pulls what a build would pull, so that it can be looked at before anything begins from it: what is in an image has builds do things, too.
 * What this returns is to be called after the build. It takes the names of the images away again that were pulled with a login: under them
 * anybody's build would find them, also who could not have pulled them.
 *
 * Throws `build_failed`.
 */
export async function pullBaseImages(
  engine: Pick<Engine, 'findImage' | 'pullImage' | 'removeImage'>,
  { images, logins, output, signal }: Pulls,
): Promise<() => Promise<void>> {
  const pulled: string[] = []
  const forget = async () => {
    for (const image of pulled) await engine.removeImage(image)
  }
  try {
    for (const image of images) {
      if (await engine.findImage(image)) continue
      const auth = logins.find((it) => it.images.includes(image))?.auth
      if (auth) pulled.push(image)
      output.step(`Pulling ${image}`)
      await engine.pullImage(image, output.detail, { auth, signal })
    }
    return forget
  } catch (error) {
    await forget()
    signal.throwIfAborted()
    throw problem('build_failed', messageOf(error), { cause: error })
  }
}
