import { DeisRelease, DeisRollbackAnswer } from '../../api-types/deis/release.ts'
import type { Release } from '../../api-types/release.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Controller } from '../controller.ts'
import type { DeisHttp } from './deis-http.ts'
import { lacking } from './not-there.ts'
import { path } from './path.ts'
import { appReference, timesOf, userReference } from './references.ts'

export function releasesApi(http: DeisHttp): Controller['releases'] {
  const get = async (app: string, version: number) => {
    const [release, newest] = await Promise.all([
      http.get(DeisRelease, path`/apps/${app}/releases/v${version}/`),
      listReleases(http, app, 100),
    ])
    return releaseOf(release, currentOf(newest))
  }
  return {
    ...lacking(http, 'way to release a build again', ['create'], '`qp rollback vN` goes back to a release.'),
    ...lacking(http, 'release commands', ['readOutput']),
    async list(app, { max } = {}) {
      const releases = await listReleases(http, app, max)
      return releases.map((it) => releaseOf(it, currentOf(releases)))
    },
    get,
    async rollback(app, release) {
      const version = await versionOf(http, app, release)
      const made = await http.send(DeisRollbackAnswer, 'POST', path`/apps/${app}/releases/rollback/`, {
        version,
      })
      return get(app, made.version)
    },
  }
}

/** Newest first. */
export function listReleases(http: DeisHttp, app: string, max?: number): Promise<DeisRelease[]> {
  return http.list(DeisRelease, path`/apps/${app}/releases/`, { max })
}

/** The newest that did not fail, by Deis's rule. */
export function currentOf(releases: readonly DeisRelease[]): DeisRelease | undefined {
  return releases.find((it) => !it.failed)
}

/** By number ("v12", "12") or by id. */
async function versionOf(http: DeisHttp, app: string, release: string): Promise<number> {
  const [, digits] = /^v?(\d+)$/.exec(release) ?? []
  if (digits !== undefined) return Number(digits)
  const found = (await listReleases(http, app)).find((it) => it.uuid === release)
  if (found) return found.version
  const message = `No such release: ${release}. \`qp releases -a ${app}\` lists them.`
  throw new ApiError(message, { status: 404, code: 'not_found' })
}

function releaseOf(release: DeisRelease, current: DeisRelease | undefined): Release {
  const { uuid, app, version, summary, failed, owner, build } = release
  return {
    id: uuid,
    app: appReference(app),
    version,
    description: summary,
    status: failed ? 'failed' : 'succeeded',
    current: version === current?.version,
    user: userReference(owner),
    slug: build === null ? null : { id: build },
    addon_plan_names: [],
    eligible_for_rollback: !failed && version > 1,
    output_stream_url: null,
    ...timesOf(release),
  }
}
