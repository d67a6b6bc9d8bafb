import { Flags } from '@oclif/core'
import type { Release } from '../../api-types/release.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { formatSince } from '../../lib/duration.ts'
import { renderHeading } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'

export default class ReleasesList extends QpCommand {
  static override description = 'list the releases of an app'
  static override hiddenAliases = ['releases:list']
  static override examples = ['$ qp releases -a blog', '$ qp releases -a blog -n 50']
  static override flags = {
    ...appFlag,
    num: Flags.integer({ char: 'n', description: 'how many', default: 15, min: 1 }),
  }

  async run() {
    const { flags } = await this.parse(ReleasesList)
    const { api, app } = await this.appContext(flags)
    const releases = await api.releases.list(app, { max: flags.num })
    this.log(releases.length === 0 ? `${app} has no releases.` : this.#render(app, releases))
    return releases
  }

  #render(app: string, releases: readonly Release[]): string {
    const current = releases.find((release) => release.current)
    const title = `${app} Releases${current ? ` - Current: v${current.version}` : ''}`
    const table = renderTable(
      releases,
      [
        { value: ({ version }) => `v${version}` },
        { value: ({ description, status }) => description + (status === 'succeeded' ? '' : ` (${status})`) },
        { value: ({ user }) => user.email },
        { value: ({ created_at }) => formatSince(new Date(created_at), this.surroundings.now()) },
      ],
      this.terminal,
    )
    return `${renderHeading(title, colours(this.terminal.colour.stdout))}\n\n${table}`
  }
}
