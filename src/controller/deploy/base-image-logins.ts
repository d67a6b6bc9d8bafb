import { isImageName, registryOf } from '../engine/docker/image-name.ts'
import { baseImages } from '../engine/docker/labelled-dockerfile.ts'
import type { Engine, RegistryAuth } from '../engine/engine.ts'
import type { BuildRequest } from './build-request.ts'

export interface BaseImageLogin {
  auth: RegistryAuth
  /** Those that may be pulled with it. */
  images: string[]
}

/**
 * Where the images that a Dockerfile begins from are pulled with the app's registry login: at each registry that is named there, or
 * else at Docker Hub for what is somebody's own ("team/base"). What is everybody's ("node") is pulled without, since a login that is of another
 * registry would be refused there.
 */
export function baseImageLogins(dockerfile: string, registry: BuildRequest['registry']): BaseImageLogin[] {
  if (!registry) return []
  const images = baseImages(dockerfile).filter(isImageName)
  const isOwn = (image: string) => image.includes('/') && !/^(docker\.io\/)?library\//.test(image)
  const named = images.filter((it) => registryOf(it) !== 'docker.io')
  const byServer = Map.groupBy(named.length > 0 ? named : images.filter(isOwn), registryOf)
  return [...byServer].map(([server, pulled]) => ({ auth: { server, ...registry }, images: pulled }))
}

/**
 * To be called before a build; what it returns takes the names of the images away again that the build has pulled with a login: under them anybody's build
 * would find them, also who could not have pulled them.
 */
export async function foreseePulls(
  engine: Engine,
  logins: readonly BaseImageLogin[],
): Promise<() => Promise<void>> {
  const images = logins.flatMap((it) => it.images)
  const found = await Promise.all(images.map((it) => engine.findImage(it)))
  return async () => {
    for (const [index, image] of images.entries()) if (!found[index]) await engine.removeImage(image)
  }
}
