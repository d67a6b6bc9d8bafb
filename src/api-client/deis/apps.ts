import type { App } from '../../api-types/app.ts'
import { DeisApp } from '../../api-types/deis/app.ts'
import type { Controller } from '../controller.ts'
import type { DeisHttp } from './deis-http.ts'
import { gitAddress, webAddress } from './git-address.ts'
import { notThere } from './not-there.ts'
import { path } from './path.ts'
import { timesOf, userReference } from './references.ts'
import { findSettings, updateSettings } from './settings.ts'
import { versions } from './versions.ts'

export function appsApi(http: DeisHttp): Controller['apps'] {
  const get = async (app: string) => {
    const [found, settings] = await Promise.all([
      http.get(DeisApp, path`/apps/${app}/`),
      versions[http.version].hasSettings ? findSettings(http, app) : undefined,
    ])
    return appOf(http, found, settings?.maintenance)
  }
  return {
    /** Whoever may do everything sees all apps; nobody else does. Whether one is under maintenance only `get` tells. */
    async list({ label } = {}) {
      if (label !== undefined) throw notThere(http, 'search for labels', '`qp labels -a APP` shows them.')
      return (await http.list(DeisApp, '/apps/')).map((it) => appOf(http, it))
    },
    get,
    async create({ name, region, stack }) {
      if (region !== undefined) throw notThere(http, 'regions')
      if (stack !== undefined) throw notThere(http, 'stacks')
      return appOf(http, await http.send(DeisApp, 'POST', '/apps/', name === undefined ? {} : { id: name }))
    },
    async update(app, { name, maintenance, build_stack }) {
      if (name !== undefined) throw notThere(http, 'way to rename an app')
      if (build_stack !== undefined) throw notThere(http, 'stacks')
      if (maintenance !== undefined) await updateSettings(http, app, { maintenance }, 'maintenance mode')
      return get(app)
    },
    async destroy(app) {
      const found = await get(app)
      await http.act('DELETE', path`/apps/${app}/`)
      return found
    },
    async transfer({ app, recipient }) {
      const before = await get(app)
      await http.act('POST', path`/apps/${app}/`, { owner: recipient })
      const now = new Date().toISOString()
      return {
        id: before.id,
        app: { id: before.id, name: before.name },
        owner: before.owner,
        recipient: userReference(recipient),
        state: 'accepted',
        created_at: now,
        updated_at: now,
      }
    },
  }
}

/** Deis knows neither regions, stacks nor sizes of what was built; what it is built with is its own. */
const ofDeis = { id: 'deis', name: 'deis' }

function appOf({ url, version }: DeisHttp, app: DeisApp, maintenance = false): App {
  const git = gitAddress(url, app.id, version)
  return {
    id: app.uuid,
    name: app.id,
    owner: userReference(app.owner),
    region: ofDeis,
    stack: ofDeis,
    build_stack: ofDeis,
    git_url: git,
    ssh_git_url: git,
    web_url: webAddress(url, app.url ?? app.id),
    acm: false,
    maintenance,
    create_status: 'complete',
    repo_size: null,
    slug_size: null,
    buildpack_provided_description: null,
    internal_routing: null,
    locked: false,
    process_tier: 'production',
    generation: ofDeis,
    space: null,
    team: null,
    organization: null,
    archived_at: null,
    released_at: null,
    ...timesOf(app),
  }
}
