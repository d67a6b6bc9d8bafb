import { Flags } from '@oclif/core'
import type { Account } from '../../api-types/account.ts'
import type { App } from '../../api-types/app.ts'
import { controllerFlag } from '../../lib/app-flag.ts'
import { type Colours, colours } from '../../lib/colour.ts'
import { renderHeading } from '../../lib/layout.ts'
import { listLimitFlag } from '../../lib/list-limit.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'
import type { Terminal } from '../../lib/terminal.ts'

export default class AppsList extends QpCommand {
  static override description = 'list your apps'
  static override hiddenAliases = ['apps:list', 'list']
  static override examples = ['$ qp apps', '$ qp apps --label team=frontend']
  static override flags = {
    ...controllerFlag,
    label: Flags.string({ description: 'only apps with this label: KEY, or KEY=VALUE' }),
    ...listLimitFlag,
    personal: Flags.boolean({ char: 'p', description: 'only apps that you own' }),
    all: Flags.boolean({ char: 'A', description: 'every app that you may see, not only yours' }),
  }

  async run() {
    const { flags } = await this.parse(AppsList)
    const api = await this.connect(flags)
    const [apps, account] = await Promise.all([
      api.apps.list({ all: flags.all, label: flags.label }),
      api.account.get(),
    ])
    const sorted = apps
      .filter((app) => !flags.personal || app.owner.email === account.email)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .slice(0, flags.limit)
    if (sorted.length === 0) this.sayNone('You have no apps. `qp apps:create` makes one.')
    else this.log(renderApps(sorted, account, this.terminal))
    return sorted
  }
}

function renderApps(apps: readonly App[], account: Account, terminal: Terminal): string {
  const paint = colours(terminal.colour.stdout)
  const own = apps.filter((app) => app.owner.email === account.email)
  const others = apps.filter((app) => app.owner.email !== account.email)
  return [
    ...(own.length > 0 ? section(`${account.email} Apps`, own.map((app) => app.name).join('\n'), paint) : []),
    ...(others.length > 0 ? section('Collaborated Apps', renderOthers(others, terminal), paint) : []),
  ].join('\n')
}

function section(title: string, body: string, paint: Colours): string[] {
  return [renderHeading(title, paint), '', body, '']
}

function renderOthers(apps: readonly App[], terminal: Terminal): string {
  return renderTable(
    apps,
    [
      { header: 'Name', value: (app) => app.name },
      { header: 'Owner', value: (app) => app.owner.email },
    ],
    terminal,
  )
}
