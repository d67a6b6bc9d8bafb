import type { Slug } from './slug.ts'

/** The stack of apps that are images: they bring what they stand on. */
export const containerStack = 'container'

/** Beside the one that the controller was started with, every image under this name is a stack. */
export const stackRepository = 'qp/stack'

/** "bookworm" of "qp/stack:bookworm", "heroku-24" of "heroku-24:latest". */
export function stackNameOf(image: string): string {
  const [path = '', tag] = image.split('/').at(-1)?.split(':') ?? []
  return tag === undefined || tag === 'latest' ? path : tag
}

/** What a slug stands on; one from before stacks were noted was built on the only one. */
export function stackOf(slug: Pick<Slug, 'launch' | 'stack'>, defaultStack: string): string {
  return slug.launch === 'image' ? containerStack : (slug.stack ?? defaultStack)
}
