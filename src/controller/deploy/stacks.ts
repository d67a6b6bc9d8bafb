import { didYouMean, nearWords } from '../../words/near.ts'
import type { App } from '../domain/app.ts'
import { problem } from '../domain/problem.ts'
import { containerStack, stackNameOf, stackRepository } from '../domain/stack.ts'
import { logEvent, type Platform } from './platform.ts'

export interface Stack {
  name: string
  /** What buildpacks run in; null for images, which bring their own. */
  image: string | null
  isDefault: boolean
}

/** Those that an app can be built on: the one that the controller was started with, others that the engine has, and images. */
export async function listStacks({
  engine,
  settings,
}: Pick<Platform, 'engine' | 'settings'>): Promise<Stack[]> {
  const others = (await engine.listTags(stackRepository)).filter((it) => it !== settings.stackImage)
  const images = [settings.stackImage, ...others.sort()]
  return [
    ...images.map((image) => ({ name: stackNameOf(image), image, isDefault: image === settings.stackImage })),
    { name: containerStack, image: null, isDefault: false },
  ]
}

/** Throws `not_found`. */
export async function getStack(platform: Platform, name: string): Promise<Stack> {
  const stacks = await listStacks(platform)
  const found = stacks.find((it) => it.name === name)
  if (found) return found
  const names = stacks.map((it) => it.name)
  throw problem(
    'not_found',
    `No such stack: ${name}.${didYouMean(nearWords(name, names))} There ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}; ` +
      `\`qp stack:build --from IMAGE --tag ${stackRepository}:NAME\` makes another on the controller's machine.`,
  )
}

/** What the next build stands on. What runs now stays as it is. */
export async function setBuildStack(
  platform: Platform,
  { app, user, name }: { app: App; user: { email: string }; name: string },
): Promise<void> {
  await getStack(platform, name)
  await platform.store.apps.setBuildStack(app.id, name)
  logEvent(platform, app.id, 'api', `Set stack ${name} by user ${user.email}`, 'app')
}

/**
 * What an app is built on: the name that was set, and the image for buildpacks. Where none was set the source decides between the
 * default and an image. Throws `not_found` where the set one is gone.
 */
export async function chooseStack(
  platform: Platform,
  app: App,
): Promise<{ stack: string | null; stackImage: string }> {
  const { stackImage } = platform.settings
  const stack = await platform.store.apps.buildStackOf(app.id)
  if (stack === null || stack === containerStack) return { stack, stackImage }
  return { stack, stackImage: (await getStack(platform, stack)).image ?? stackImage }
}
