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
  /** What the build will be named. */
  tag: string
  output: BuildOutput
  signal: AbortSignal
}

/**
 * Pulls what a build would pull, so that it can be looked at before anything begins from it: what is in an image has builds do things, too.
 * What this returns is to be called after the build. It takes the names of the images away again that were pulled with a login: under them
 * anybody's build would find them, also who could not have pulled them. Another build may do so while this one runs: so what needs a login is
 * there by a name of the build's own as well.
 *
 * Throws `build_failed`.
 */
export async function pullBaseImages(
  engine: Pick<Engine, 'findImage' | 'pullImage' | 'removeImage' | 'tagImage'>,
  { images, logins, tag, output, signal }: Pulls,
): Promise<() => Promise<void>> {
  const given: string[] = []
  const forget = async () => {
    for (const name of given) await engine.removeImage(name)
  }
  try {
    for (const [index, image] of images.entries()) {
      const auth = logins.find((it) => it.images.includes(image))?.auth
      if (!(await engine.findImage(image))) {
        if (auth) given.push(image)
        output.step(`Pulling ${image}`)
        await engine.pullImage(image, output.detail, { auth, signal })
      }
      if (!auth) continue
      const own = `${tag}-${index}`
      given.push(own)
      await engine.tagImage(image, own)
    }
    return forget
  } catch (error) {
    await forget()
    signal.throwIfAborted()
    throw problem('build_failed', messageOf(error), { cause: error })
  }
}
