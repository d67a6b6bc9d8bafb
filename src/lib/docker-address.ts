import { configDir } from './config-dir.ts'
import { type ControllerFlags, getControllerUrl } from './connect.ts'
import { UsageError } from './errors.ts'
import { readProfiles } from './profiles.ts'
import type { Surroundings } from './surroundings.ts'

/** The engine that `qp login --docker` named for the controller at this address. */
export async function findProfileDocker(
  { env }: Pick<Surroundings, 'env'>,
  controllerUrl: string,
): Promise<string | undefined> {
  const { all } = await readProfiles(configDir(env))
  return all.find((it) => it.url === controllerUrl)?.docker
}

/** The engine for what needs no controller: named by the flag, or by the profile that would be used. Throws a UsageError. */
export async function getDockerForImage(
  surroundings: Surroundings,
  flags: ControllerFlags & { docker?: string | undefined },
): Promise<string> {
  const address = flags.docker ?? (await findDockerOfController(surroundings, flags))
  if (address) return address
  throw new UsageError(
    '--image runs on a Docker Engine and not through a controller. Say on which: --docker ADDRESS, or --docker default for the one that the docker program uses.',
  )
}

async function findDockerOfController(
  surroundings: Surroundings,
  flags: ControllerFlags,
): Promise<string | undefined> {
  // Not to be logged in is no hindrance, unless a controller was asked for.
  const url = await getControllerUrl(surroundings, flags).catch((error: unknown) => {
    if (flags.controller !== undefined) throw error
    return undefined
  })
  return url === undefined ? undefined : findProfileDocker(surroundings, url)
}
