import type { DirectSource } from '../api-client/docker/direct-spec.ts'
import type { Release } from '../api-types/release.ts'
import type { AppContext } from './app-context.ts'
import { UserError } from './errors.ts'

/** The size of what names none; `qp ps:type` shows it. */
const defaultSize = 'Standard-1X'

/** What a container is made of, and its dyno size. */
export interface RunSource {
  source: DirectSource
  size: string
}

/** As a controller would make it for its own session: the current release's image and config, and the size of a process type. */
export async function describeAppSource(
  { api, app }: AppContext,
  { size, type }: { size?: string | undefined; type?: string | undefined },
): Promise<RunSource> {
  const [release, config, ofType] = await Promise.all([
    findCurrentRelease({ api, app }),
    api.configVars.get(app),
    size === undefined && type !== undefined && type !== 'run' ? getTypeSize({ api, app }, type) : undefined,
  ])
  if (!release?.slug) throw nothingDeployed(app)
  const slug = await api.slugs.get(app, release.slug.id)
  const { id, version } = release
  const { image, launch } = slug
  return {
    size: size ?? ofType ?? defaultSize,
    source: {
      app: { id: release.app.id, name: release.app.name },
      release: { id, version, config },
      slug: { image, launch, processTypes: slug.process_types, exposedPort: slug.exposed_port },
    },
  }
}

export function describeImageSource(
  image: string,
  { size = defaultSize }: { size?: string | undefined },
): RunSource {
  return {
    size,
    source: {
      app: null,
      release: null,
      slug: { image, launch: 'image', processTypes: {}, exposedPort: null },
    },
  }
}

/** It is among the newest, but for an app whose last deploys all failed. */
async function findCurrentRelease({ api, app }: AppContext): Promise<Release | undefined> {
  const isCurrent = (release: Release) => release.current
  const newest = await api.releases.list(app, { max: 10 })
  return (
    newest.find(isCurrent) ??
    (newest.length < 10 ? undefined : (await api.releases.list(app)).find(isCurrent))
  )
}

async function getTypeSize({ api, app }: AppContext, type: string): Promise<string> {
  const found = (await api.formation.list(app)).find((it) => it.type === type)
  if (found) return found.size
  throw new UserError(`No such process type: ${type}. \`qp ps:scale -a ${app}\` lists them.`, {
    code: 'not_found',
  })
}

function nothingDeployed(app: string): UserError {
  return new UserError(
    `Nothing was deployed to ${app} yet. Push it (\`git push qp main\`) or release an image (\`qp builds:create IMAGE\`).`,
    { code: 'conflict' },
  )
}
