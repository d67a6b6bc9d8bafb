import type { Controller } from '../api-client/controller.ts'
import type { App } from '../api-types/app.ts'
import type { Collaborator } from '../api-types/collaborator.ts'
import type { Dyno } from '../api-types/dyno.ts'
import { formatBytes } from './bytes.ts'
import { colours } from './colour.ts'
import { quoteForShell } from './config-text.ts'
import { renderFields, renderHeading } from './layout.ts'

/** What `apps:info` shows; the shape of its `--json`, as the heroku client has it. */
export interface AppInfo {
  app: App
  dynos: Dyno[]
  collaborators: Collaborator[]
}

export async function getAppInfo(api: Controller, name: string): Promise<AppInfo> {
  const [app, dynos, collaborators] = await Promise.all([
    api.apps.get(name),
    api.dynos.list(name),
    api.collaborators.list(name),
  ])
  return { app, dynos, collaborators }
}

export function renderAppInfo(info: AppInfo, colour: boolean): string {
  const { app } = info
  const paint = colours(colour)
  const others = collaboratorsOf(info)
  const fields = {
    'Auto Cert Mgmt': String(app.acm),
    Collaborators: others.length > 0 ? others : undefined,
    Dynos: dynoCounts(info).map(([type, count]) => `${type}: ${count}`),
    'Git URL': app.git_url,
    'Git URL (SSH)': app.ssh_git_url ?? undefined,
    Maintenance: app.maintenance ? 'on' : undefined,
    Owner: app.owner.email,
    Region: app.region.name,
    'Repo Size': app.repo_size === null ? undefined : formatBytes(app.repo_size),
    'Slug Size': app.slug_size === null ? undefined : formatBytes(app.slug_size),
    Stack: app.stack.name,
    'Web URL': app.web_url,
  }
  return `${renderHeading(app.name, paint)}\n\n${renderFields(fields, paint)}`
}

/** Heroku's keys. Sizes are bytes; lists are apart by commas, and dynos are written as for ps:scale. */
export function renderAppInfoForShell(info: AppInfo): string {
  const { app } = info
  const pairs = {
    auto_cert_mgmt: String(app.acm),
    collaborators: collaboratorsOf(info).join(','),
    git_url: app.git_url,
    web_url: app.web_url,
    repo_size: String(app.repo_size ?? ''),
    slug_size: String(app.slug_size ?? ''),
    owner: app.owner.email,
    region: app.region.name,
    dynos: dynoCounts(info)
      .map(([type, count]) => `${type}=${count}`)
      .join(' '),
    stack: app.stack.name,
  }
  return Object.entries(pairs)
    .map(([key, value]) => `${key}=${quoteForShell(value)}`)
    .join('\n')
}

function collaboratorsOf({ app, collaborators }: AppInfo): string[] {
  return collaborators
    .map((it) => it.user.email)
    .filter((email) => email !== app.owner.email)
    .toSorted()
}

function dynoCounts({ dynos }: AppInfo): [type: string, count: number][] {
  const byType = Object.groupBy(dynos, (dyno) => dyno.type)
  return Object.entries(byType).map(([type, group]) => [type, group?.length ?? 0])
}
