import type { ProcessTypes } from '../../words/procfile.ts'
import { parseHerokuYml } from '../domain/heroku-yml.ts'
import { problem } from '../domain/problem.ts'
import { isImageName } from '../engine/docker/image-name.ts'
import { pinImages, usedImages } from '../engine/docker/used-images.ts'
import type { BuildImageOptions, Image } from '../engine/engine.ts'
import { baseImageLogins, pullBaseImages } from './base-image-logins.ts'
import { createBuildContext } from './build-context.ts'
import { createBuildOutput, formatSize } from './build-output.ts'
import type { BuildRequest, BuildTools, SlugDraft, TreeSource } from './build-request.ts'
import { builtSlugLabels, layerLabels, slugImage } from './names.ts'
import { checkStartable, readProcfile, reportProcessTypes } from './process-types.ts'
import { pruneLayers } from './prune-layers.ts'
import { readSourceFiles, type SourceFiles } from './source-files.ts'
import { checkUsable } from './usable-images.ts'

/** What is built, and what the source says about running it. */
interface Recipe {
  dockerfile: string
  buildArgs: Readonly<Record<string, string>>
  /** The file that declares the process types. */
  declaredBy: string
  processTypes: ProcessTypes
  notes: readonly string[]
}

/** Builds as the source's `heroku.yml` or Dockerfile says; undefined where it has neither. */
export async function buildWithDockerfile(
  tools: BuildTools,
  request: BuildRequest<TreeSource>,
  files: SourceFiles,
): Promise<SlugDraft | undefined> {
  const { source } = request
  const recipe = findRecipe(files)
  if (!recipe) return undefined
  const output = createBuildOutput(request.onOutput)
  output.step('Dockerfile app detected')
  for (const note of recipe.notes) output.warn(note)
  const submodules = (await source.listSubmodules?.()) ?? []
  if (submodules.length > 0) output.warn(noSubmodules(submodules.map((it) => it.path)))
  output.step(`Building the image from ${recipe.dockerfile}`)
  const tag = slugImage(tools.controllerId, request.app, request.buildId)
  await buildRecipe(tools, request, { recipe, files, tag })
  const image = await getBuilt(tools.engine, tag)
  const processTypes = chooseProcessTypes(recipe, image)
  const defaults = { by: recipe.dockerfile, types: processTypes }
  reportProcessTypes(output, { by: recipe.declaredBy, types: recipe.processTypes }, defaults)
  output.step(`Done: ${formatSize(image.size)}`)
  return {
    image: tag,
    launch: 'image',
    processTypes,
    commit: source.commit,
    exposedPort: findExposedPort(image),
    description: 'Dockerfile',
    // The whole image: which part of it is the app's own nobody can tell.
    size: image.size,
  }
}

/** Looks at all images that the Dockerfile names, and builds exactly from those. */
async function buildRecipe(
  tools: BuildTools,
  { app, source, registry, onOutput, signal }: BuildRequest<TreeSource>,
  { recipe, files, tag }: { recipe: Recipe; files: SourceFiles; tag: string },
): Promise<void> {
  const { engine } = tools
  const output = createBuildOutput(onOutput)
  const dockerfile = await readDockerfile(recipe.dockerfile, { files, source, signal })
  const used = usedImages(dockerfile, recipe.buildArgs)
  const images = used.filter(isImageName)
  const logins = baseImageLogins(images, registry)
  const forgetPulled = await pullBaseImages(engine, { images, logins, tag, output, signal })
  try {
    const ids = await checkUsable(engine, app, used)
    const names = new Map([...ids].map(([name, id]) => [id, name]))
    await buildImage(tools, app, {
      context: createBuildContext(source.openTar(), files.get('.dockerignore'), recipe.dockerfile),
      dockerfile: recipe.dockerfile,
      // Another build may take a name away meanwhile, and its registry give another image for it.
      dockerfileText: pinImages(dockerfile, recipe.buildArgs, ids),
      tag,
      buildArgs: recipe.buildArgs,
      auths: logins.map((it) => it.auth),
      onOutput: (line) =>
        output.detail(line.replace(/(?<= : FROM .*)sha256:[0-9a-f]{64}/, (id) => names.get(id) ?? id)),
      signal,
    })
  } finally {
    await forgetPulled()
  }
}

const noSubmodules = (paths: readonly string[]) =>
  `Submodules are fetched for buildpacks alone; empty here: ${paths.join(', ')}. Let the Dockerfile fetch what it needs of them.`

type ImageBuild = Omit<BuildImageOptions, 'labels' | 'resultLabels' | 'memoryMb' | 'cpus' | 'onLayer'>

/** However it ends, nothing of it runs, and what it leaves is what the next build of the app goes on from. */
async function buildImage(tools: BuildTools, app: { id: string }, build: ImageBuild): Promise<void> {
  const { engine, controllerId, buildLimits } = tools
  const used = new Set<string>()
  const labels = layerLabels(controllerId, app)
  let isBuilt = false
  try {
    const onLayer = (id: string) => used.add(id)
    await engine.buildImage({ ...build, ...buildLimits, labels, resultLabels: builtSlugLabels, onLayer })
    isBuilt = true
  } finally {
    await pruneLayers(tools, app, { used, isBuilt })
  }
}

function findRecipe(files: SourceFiles): Recipe | undefined {
  const manifest = files.get('heroku.yml')
  const wanted = manifest === undefined ? undefined : parseHerokuYml(manifest)
  // As on Heroku, a heroku.yml that says how to build takes the Procfile's place.
  if (wanted) {
    checkStartable(wanted.processTypes)
    return { ...wanted, declaredBy: 'heroku.yml' }
  }
  if (!files.has('Dockerfile')) return undefined
  const processTypes = readProcfile(files.get('Procfile') ?? '')
  return { dockerfile: 'Dockerfile', buildArgs: {}, declaredBy: 'Procfile', processTypes, notes: [] }
}

/** One that a heroku.yml names need not be at the root. */
async function readDockerfile(
  path: string,
  { files, source, signal }: { files: SourceFiles; source: TreeSource; signal: AbortSignal },
): Promise<string> {
  const here = files.get(path) ?? (await readSourceFiles(source.openTar(), signal, new Set([path]))).get(path)
  if (here !== undefined) return here
  throw problem('build_failed', `The source has no ${path}, or it is larger than 1 MB.`)
}

/** The image's own command is `web`, unless the source says what web runs. */
function chooseProcessTypes({ processTypes }: Recipe, image: Image): ProcessTypes {
  return image.argv.length > 0 ? { web: '', ...processTypes } : processTypes
}

export function findExposedPort({ exposedPorts }: Image): number | null {
  return exposedPorts.length === 1 ? (exposedPorts[0] ?? null) : null
}

async function getBuilt(engine: BuildTools['engine'], tag: string): Promise<Image> {
  const image = await engine.findImage(tag)
  if (image) return image
  throw problem('build_failed', `The image ${tag} was built, but is gone: was it removed? Push again.`)
}
