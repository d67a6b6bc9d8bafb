import { messageOf, problem } from '../domain/problem.ts'
import { isImageName, registryOf } from '../engine/docker/image-name.ts'
import type { Image } from '../engine/engine.ts'
import { createBuildOutput } from './build-output.ts'
import type { BuildRequest, BuildTools, ImageSource, SlugDraft } from './build-request.ts'
import { findExposedPort } from './build-with-dockerfile.ts'
import { labelImage } from './label-image.ts'
import { slugImage } from './names.ts'
import { checkStartable } from './process-types.ts'
import { checkUsable, findUsableImage } from './usable-images.ts'

/**
 * An existing image → slug: the engine's own, or else from its registry. The slug is that image under a name and with
 * labels of ours, so that it stays when the other name moves on, and goes with the app.
 */
export async function useImage(tools: BuildTools, request: BuildRequest<ImageSource>): Promise<SlugDraft> {
  const name = request.source.image
  const declared = checkStartable(request.source.processTypes ?? {})
  const output = createBuildOutput(request.onOutput)
  const { image, isPulled } = await getImage(tools, request, name)
  await checkUsable(tools.engine, request.app, [name])
  const own = image.argv.length > 0 ? { web: '' } : {}
  const processTypes = { ...own, ...declared }
  if (Object.keys(processTypes).length === 0) {
    throw problem(
      'build_failed',
      `The image ${name} has no command to run: give it a CMD or an ENTRYPOINT, or name process types, and try again.`,
    )
  }
  const tag = slugImage(tools.controllerId, request.app, request.buildId)
  await labelImage(tools, request.app, { from: name, to: tag, signal: request.signal })
  // Under its own name anybody's build would find it, also who could not have pulled it.
  if (isPulled) await tools.engine.removeImage(name)
  output.step(`Using the image ${name} (${image.id.replace(/^sha256:/, '').slice(0, 12)})`)
  return {
    image: tag,
    launch: 'image',
    processTypes,
    commit: request.source.commit ?? null,
    exposedPort: findExposedPort(image),
    description: 'Image',
    size: image.size,
  }
}

async function getImage(
  { engine }: BuildTools,
  { app, onOutput, registry, signal }: BuildRequest<ImageSource>,
  name: string,
): Promise<{ image: Image; isPulled: boolean }> {
  if (!isImageName(name)) {
    throw problem(
      'invalid_params',
      `${JSON.stringify(name)} can't be the name of an image. Write it like registry.example/team/app:v1; \`qp registry:set\` takes the login.`,
    )
  }
  const local = await findUsableImage(engine, app, name)
  if (local) return { image: local, isPulled: false }
  const output = createBuildOutput(onOutput)
  output.step(`Pulling ${name}`)
  const auth = registry && { server: registryOf(name), ...registry }
  await engine.pullImage(name, output.detail, { auth, signal }).catch((error: unknown) => {
    signal.throwIfAborted()
    throw problem(
      'build_failed',
      `There is no image ${name} on the engine, and it can't be pulled: ${messageOf(error)}`,
      { cause: error },
    )
  })
  const pulled = await findUsableImage(engine, app, name)
  if (pulled) return { image: pulled, isPulled: true }
  throw problem('build_failed', `The image ${name} was pulled, but is not there. Try again.`)
}
