import type { Build } from '../../api-types/build.ts'
import { DeisBuild } from '../../api-types/deis/build.ts'
import type { Slug } from '../../api-types/slug.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Controller } from '../controller.ts'
import type { DeisHttp } from './deis-http.ts'
import { lacking, notThere } from './not-there.ts'
import { path } from './path.ts'
import { timesOf, userReference } from './references.ts'
import { listReleases } from './releases.ts'

const byPush = '`git push` builds, and shows its output.'

export function buildsApi(http: DeisHttp): Controller['builds'] {
  return {
    ...lacking(http, 'output of earlier builds', ['readOutput'], byPush),
    ...lacking(http, 'way to cancel a build', ['cancel']),
    ...lacking(http, 'builds without git', ['upload'], byPush),
    async list(app) {
      const [builds, released] = await Promise.all([listBuilds(http, app), listReleased(http, app)])
      return builds.map((it) => buildOf(http, it, statusOf(it, released)))
    },
    async get(app, id) {
      const [build, released] = await Promise.all([getBuild(http, app, id), listReleased(http, app)])
      return buildOf(http, build, statusOf(build, released))
    },
    async create(app, options) {
      if (!('image' in options)) throw notThere(http, 'builds without git', byPush)
      const { image, procfile } = options
      const body = { image, ...(procfile === undefined ? {} : { procfile }) }
      const build = await http.send(DeisBuild, 'POST', path`/apps/${app}/builds/`, body)
      const [newest] = await listReleases(http, app, 1)
      return buildOf(http, build, 'succeeded', newest?.build === build.uuid ? newest.uuid : undefined)
    },
  }
}

export function slugsApi(http: DeisHttp): Controller['slugs'] {
  return { get: async (app, id) => slugOf(await getBuild(http, app, id)) }
}

function listBuilds(http: DeisHttp, app: string): Promise<DeisBuild[]> {
  return http.list(DeisBuild, path`/apps/${app}/builds/`)
}

/** Out of the list: what is asked for by id, Deis answers with the newest. */
async function getBuild(http: DeisHttp, app: string, id: string): Promise<DeisBuild> {
  const found = (await listBuilds(http, app)).find((it) => it.uuid === id)
  if (found) return found
  const message = `No such build: ${id}. \`qp builds -a ${app}\` lists them.`
  throw new ApiError(message, { status: 404, code: 'not_found' })
}

async function listReleased(http: DeisHttp, app: string): Promise<Set<string | null>> {
  const releases = await listReleases(http, app)
  return new Set(releases.filter((it) => !it.failed).map((it) => it.build))
}

/** Deis writes down what it is to release, and does not say there whether it could be. */
function statusOf({ uuid }: DeisBuild, released: ReadonlySet<string | null>): Build['status'] {
  return released.has(uuid) ? 'succeeded' : 'failed'
}

function buildOf(
  { url, version }: DeisHttp,
  build: DeisBuild,
  status: Build['status'],
  release?: string,
): Build {
  const { uuid, app, image, sha, owner } = build
  return {
    id: uuid,
    app: { id: app },
    status,
    buildpacks: null,
    source_blob: { url: image, version: sha || null, checksum: null },
    stack: 'deis',
    slug: { id: uuid },
    release: release === undefined ? null : { id: release },
    user: userReference(owner),
    output_stream_url: `${url}/${version}/apps/${app}/builds/`,
    ...timesOf(build),
  }
}

/** By Deis's rule, what has a commit and no Dockerfile was made by buildpacks. */
function slugOf(build: DeisBuild): Slug {
  const { uuid, image, sha, procfile, dockerfile } = build
  return {
    id: uuid,
    blob: {},
    buildpack_provided_description: null,
    checksum: null,
    commit: sha || null,
    commit_description: null,
    process_types: procfile,
    size: null,
    stack: { id: 'deis', name: 'deis' },
    image,
    launch: sha !== '' && dockerfile === '' ? 'buildpack' : 'image',
    exposed_port: null,
    ...timesOf(build),
  }
}
