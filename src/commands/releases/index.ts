import { Flags } from '@oclif/core'
import type { Release } from '../../api-types/release.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { type Colours, colours, type Paint } from '../../lib/colour.ts'
import { formatSince } from '../../lib/duration.ts'
import { renderHeading } from '../../lib/layout.ts'
import { listLimitFlag } from '../../lib/list-limit.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'

export default class ReleasesList extends QpCommand {
  static override description = 'list the releases of an app'
  static override hiddenAliases = ['releases:list']
  static override examples = ['$ qp releases -a blog', '$ qp releases -a blog -n 50']
  static override flags = {
    ...appFlag,
    num: Flags.integer({ char: 'n', description: 'how many', default: 15, min: 1 }),
    ...listLimitFlag,
    extended: Flags.boolean({ char: 'x', description: 'with the ids of releases and slugs' }),
  }

  async run() {
    const { flags } = await this.parse(ReleasesList)
    const { api, app } = await this.appContext(flags)
    const releases = await api.releases.list(app, { max: flags.limit ?? flags.num })
    if (releases.length === 0) this.sayNone(`${app} has no releases. \`git push\` makes one.`)
    else this.log(this.#render(app, releases, flags.extended))
    return releases
  }

  #render(app: string, releases: readonly Release[], isExtended: boolean): string {
    const current = releases.find((release) => release.current)
    const title = `${app} Releases${current ? ` - Current: v${current.version}` : ''}`
    const table = renderTable(
      releases,
      [
        { value: ({ version }) => `v${version}` },
        { value: ({ description, status }) => description + (status === 'succeeded' ? '' : ` (${status})`) },
        { value: ({ user }) => user.email },
        {
          // What was done is cut before when it was, in a window of the usual width.
          isWhole: this.terminal.columns >= 80,
          value: ({ created_at }) => formatSince(new Date(created_at), this.surroundings.now()),
        },
        ...(isExtended ? extended : []),
      ],
      this.terminal,
      { paint: paintOf(colours(this.terminal.colour.stdout)) },
    )
    return `${renderHeading(title, colours(this.terminal.colour.stdout))}\n\n${table}`
  }
}

const extended = [
  { isWhole: true, value: ({ id }: Release) => id },
  { isWhole: true, value: ({ slug }: Release) => slug?.id ?? '' },
]

/** What serves, what failed, and what is not decided yet stand out. */
function paintOf({ green, red, yellow }: Colours): (release: Release) => Paint {
  return ({ current, status }) => {
    if (current) return green
    if (status === 'failed') return red
    return status === 'succeeded' ? (line) => line : yellow
  }
}
