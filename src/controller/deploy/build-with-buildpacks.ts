import { parse } from 'yaml'
import type { ProcessTypes } from '../../words/procfile.ts'
import { detectedBuildpacks, resolveBuildpack } from '../domain/buildpack.ts'
import { messageOf, problem } from '../domain/problem.ts'
import { stackNameOf } from '../domain/stack.ts'
import type { ContainerSpec } from '../engine/container-spec.ts'
import type { Image } from '../engine/engine.ts'
import { isStale } from '../stack/stack-recipe.ts'
import { packConfig } from './build-archives.ts'
import { type BuildpackChoice, buildContainerSpec, slugUser } from './build-container.ts'
import { describeBuildFailure } from './build-failure.ts'
import { createBuildOutput, formatSize } from './build-output.ts'
import type { BuildRequest, BuildTools, SlugDraft, TreeSource } from './build-request.ts'
import { appLabels, cacheVolumeName, slugImage } from './names.ts'
import { checkStartable, readProcfile, reportProcessTypes } from './process-types.ts'
import { type BuildResult, runBuildpacks } from './run-buildpacks.ts'
import type { SourceFiles } from './source-files.ts'

/**
 * Builds by Heroku's classic Buildpack API in one container, as an unprivileged user; what it leaves in /app becomes the slug.
 * The container is gone afterwards, however the build ends.
 */
export async function buildWithBuildpacks(
  tools: BuildTools,
  request: BuildRequest<TreeSource>,
  files: SourceFiles,
): Promise<SlugDraft> {
  const { engine, controllerId } = tools
  const { app, source, config, buildId, signal } = request
  const stack = await getStack(tools)
  if (isStale(stack)) createBuildOutput(request.onOutput).warn(staleStack(tools))
  // What is wrong with it is told now, not after minutes of building.
  readProcfile(files.get('Procfile') ?? '')
  const buildpacks = chooseBuildpacks(request, files)
  const configTar = await packConfig(config)
  const submodules = (await source.listSubmodules?.()) ?? []
  const container = {
    app,
    buildId,
    commit: source.commit,
    configBytes: configTar.length,
    buildpacks,
    submodules,
  }
  const spec = buildContainerSpec(tools, container)
  await engine.ensureVolume(cacheVolumeName(controllerId, app), appLabels(controllerId, app, 'cache'))
  return inContainer(tools, spec, signal, async (id) => {
    const result = await run(tools, request, id, configTar)
    const processTypes = readProcessTypes(request, result)
    const size = await commit(tools, request, id, stack)
    return {
      image: slugImage(controllerId, app, buildId),
      launch: 'buildpack',
      stack: stackNameOf(tools.stackImage),
      processTypes,
      commit: source.commit,
      exposedPort: null,
      description: readDescription(result),
      size,
    }
  })
}

/** Does the work in a container of its own, which is gone afterwards, however that ends. */
async function inContainer<T>(
  tools: BuildTools,
  spec: ContainerSpec,
  signal: AbortSignal,
  work: (id: string) => Promise<T>,
): Promise<T> {
  const id = await tools.engine.createContainer(spec)
  // Once, whoever is first: the engine refuses to remove what is being removed.
  let removed: Promise<void> | undefined
  const remove = () => {
    removed ??= removeBuildContainer(tools, id)
    return removed
  }
  signal.addEventListener('abort', remove, { once: true })
  try {
    signal.throwIfAborted()
    const outcome = await work(id)
    signal.throwIfAborted()
    return outcome
  } catch (error) {
    // What fails because the container was taken away is no failure of the build.
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', remove)
    await remove()
  }
}

async function getStack({ engine, stackImage }: BuildTools): Promise<Image> {
  const image = await engine.findImage(stackImage)
  if (image) return image
  throw problem(
    'build_failed',
    `The stack image ${stackImage} is not on the engine. Make it with \`qp stack:build\`, and push again.`,
  )
}

const staleStack = ({ stackImage }: BuildTools) =>
  `The stack ${stackImage} was made by another version of qp: \`qp stack:build --tag ${stackImage}\` on the controller's machine renews it.`

/**
 * The config var BUILDPACK_URL, or else what was asked for by `buildpacks:set` (or by the build itself), or else the lines of
 * `.buildpacks`, or else whoever detects the app. docs/decisions/0019 says why in this order.
 */
function chooseBuildpacks({ config, buildpacks }: BuildRequest, files: SourceFiles): BuildpackChoice {
  const named = [toLines(config['BUILDPACK_URL']), buildpacks, toLines(files.get('.buildpacks'))]
  const chosen = named.find((it) => it.length > 0)
  if (!chosen) return { mode: 'first', buildpacks: detectedBuildpacks.map(resolveBuildpack) }
  return { mode: 'all', buildpacks: chosen.map(resolveBuildpack) }
}

function toLines(text = ''): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

async function run(
  { engine, buildLimits }: BuildTools,
  { source, onOutput }: BuildRequest<TreeSource>,
  id: string,
  configTar: Buffer,
): Promise<BuildResult> {
  async function* input() {
    yield configTar
    yield* source.openTar()
  }
  const { exit, result } = await runBuildpacks(engine, id, { input: input(), onOutput })
  if (exit.code === 0 && !result.has('failure')) return result
  throw describeBuildFailure(exit, result, buildLimits.memoryMb)
}

function readProcessTypes({ onOutput }: BuildRequest, result: BuildResult): ProcessTypes {
  const declared = readProcfile(result.get('Procfile') ?? '')
  const defaults = readDefaultProcessTypes(result)
  const output = createBuildOutput(onOutput)
  reportProcessTypes(
    output,
    { by: 'Procfile', types: declared },
    { by: readDescription(result), types: defaults },
  )
  return checkStartable({ ...defaults, ...declared })
}

/** What `bin/release` prints: `default_process_types` is what counts; `addons` and `config_vars` are Heroku's past. */
function readDefaultProcessTypes(result: BuildResult): ProcessTypes {
  const release = parseRelease(result)
  if (typeof release !== 'object' || release === null || !('default_process_types' in release)) return {}
  const types = release.default_process_types
  if (typeof types !== 'object' || types === null) return {}
  return Object.fromEntries(
    Object.entries(types).filter(([, line]) => typeof line === 'string' && line !== ''),
  )
}

function parseRelease(result: BuildResult): unknown {
  try {
    return parse(result.get('release.yml') ?? '')
  } catch (error) {
    const [reason] = messageOf(error).split('\n')
    throw problem(
      'build_failed',
      `Failed to compile the ${readDescription(result)} app: what bin/release of its buildpack printed is no YAML: ${reason}`,
      { cause: error },
    )
  }
}

function readDescription(result: BuildResult): string {
  return result.get('description')?.trim() ?? 'Other'
}

/**
 * The container → the slug's image. Its size is what it adds to the stack, on the disk: the app's own part, which is what
 * a slug's size means on Heroku too (there it is counted compressed).
 */
async function commit(
  { engine, controllerId }: BuildTools,
  { app, buildId, onOutput }: BuildRequest,
  id: string,
  stack: Image,
): Promise<number | null> {
  const output = createBuildOutput(onOutput)
  output.step('Storing the slug')
  const tag = slugImage(controllerId, app, buildId)
  await engine.commitContainer(id, {
    tag,
    labels: appLabels(controllerId, app, 'slug'),
    argv: ['/bin/bash'],
    workingDir: '/app',
    user: slugUser,
    env: { HOME: '/app' },
  })
  const slug = await engine.findImage(tag)
  const size = slug ? Math.max(0, slug.size - stack.size) : null
  output.detail(size === null ? 'Done' : `Done: ${formatSize(size)}`)
  return size
}

/** A container that can't be removed is logged, and fails nothing. */
export async function removeBuildContainer(
  { engine, log }: Pick<BuildTools, 'engine' | 'log'>,
  id: string,
): Promise<void> {
  await engine.removeContainer(id).catch((error: unknown) => {
    log.warn({ err: error, container: id }, 'the container of a build could not be removed')
  })
}
