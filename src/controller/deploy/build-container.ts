import { stackNameOf } from '../domain/stack.ts'
import type { ContainerSpec } from '../engine/container-spec.ts'
import type { BuildTools, Submodule } from './build-request.ts'
import { appLabels, cacheVolumeName, containerName } from './names.ts'

/** Who builds and who runs a slug, by number: images call this user differently. */
export const slugUser = '1000:1000'

/** Where the app's cache volume is mounted; `buildpacks/build.sh` knows the same paths. */
export const statePath = '/var/cache/qp-build'
export const resultPath = `${statePath}/result`
export const buildpacksPath = '/tmp/buildpacks'

/** Enough for any compiler; a fork bomb ends here. */
const maximumProcesses = 4096

export interface BuildContainer {
  app: { id: string; name: string }
  buildId: string
  commit: string
  /** How many bytes of its input are the tar of config vars; the tar of the source follows. */
  configBytes: number
  buildpacks: BuildpackChoice
  submodules: readonly Submodule[]
}

/** `first` takes the first that detects the app; `all` runs each in order. Names of built-in ones, or URLs. */
export interface BuildpackChoice {
  mode: 'first' | 'all'
  buildpacks: readonly string[]
}

/** The container that a buildpack build runs in. Its environment is empty: what is in it would become the slug's. */
export function buildContainerSpec(
  { controllerId, stackImage, buildLimits }: Pick<BuildTools, 'controllerId' | 'stackImage' | 'buildLimits'>,
  { app, buildId, commit, configBytes, buildpacks, submodules }: BuildContainer,
): ContainerSpec {
  return {
    name: containerName(controllerId, app.name, 'build', buildId),
    image: stackImage,
    argv: [
      '/bin/bash',
      `${buildpacksPath}/build.sh`,
      String(configBytes),
      commit,
      buildId,
      stackNameOf(stackImage),
      buildpacks.mode,
      String(submodules.length),
      ...submodules.flatMap((it) => [it.path, it.url, it.commit]),
      ...buildpacks.buildpacks,
    ],
    env: {},
    labels: appLabels(controllerId, app, 'build'),
    // Not the app's own network: a build reaches the world, and no dyno.
    network: 'bridge',
    networkAliases: [],
    ...buildLimits,
    pids: maximumProcesses,
    tty: false,
    terminalSize: null,
    openStdin: true,
    log: null,
    restart: 'never',
    publish: null,
    volumes: [{ name: cacheVolumeName(controllerId, app), path: statePath }],
    user: slugUser,
    workingDir: '/',
  }
}
