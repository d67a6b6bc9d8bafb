import type { Build } from '../../api-types/build.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { formatSince } from '../../lib/duration.ts'
import { renderHeading } from '../../lib/layout.ts'
import { listLimitFlag } from '../../lib/list-limit.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'

export default class BuildsList extends QpCommand {
  static override description = 'list the builds of an app'
  static override hiddenAliases = ['builds:list']
  static override examples = ['$ qp builds -a blog']
  static override flags = { ...appFlag, ...listLimitFlag }

  async run() {
    const { flags } = await this.parse(BuildsList)
    const { api, app } = await this.appContext(flags)
    const builds = (await api.builds.list(app))
      .toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1))
      .slice(0, flags.limit)
    if (builds.length === 0)
      this.sayNone(`${app} has no builds. \`git push\` or \`qp builds:create\` makes one.`)
    else this.log(this.#render(app, builds))
    return builds
  }

  #render(app: string, builds: readonly Build[]): string {
    const table = renderTable(
      builds,
      [
        { header: 'ID', value: (build) => build.id },
        { header: 'Status', value: (build) => build.status },
        { header: 'Of', value: ({ source_blob }) => shorten(source_blob.version ?? '') },
        { header: 'By', value: (build) => build.user.email },
        {
          header: 'When',
          value: (build) => formatSince(new Date(build.created_at), this.surroundings.now()),
        },
      ],
      this.terminal,
    )
    return `${renderHeading(`${app} Builds`, colours(this.terminal.colour.stdout))}\n\n${table}`
  }
}

/** A commit is known by its first characters; an image by its whole name. */
function shorten(version: string): string {
  return /^[0-9a-f]{40}$/.test(version) ? version.slice(0, 8) : version
}
