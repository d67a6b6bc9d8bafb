import type { Domain } from '../../api-types/domain.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { renderHeading } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { renderTable } from '../../lib/table.ts'
import type { Terminal } from '../../lib/terminal.ts'

export default class DomainsList extends QpCommand {
  static override description = 'list the domains of an app'
  static override examples = ['$ qp domains -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(DomainsList)
    const { api, app } = await this.appContext(flags)
    const domains = await api.domains.list(app)
    this.log(renderDomains(app, domains, this.terminal))
    return domains
  }
}

function renderDomains(app: string, domains: readonly Domain[], terminal: Terminal): string {
  const paint = colours(terminal.colour.stdout)
  const own = domains.filter((domain) => domain.kind === 'heroku')
  const custom = domains.filter((domain) => domain.kind === 'custom')
  const table = renderTable(
    custom,
    [
      { header: 'Domain Name', value: (domain) => domain.hostname },
      { header: 'DNS Record Type', value: (domain) => recordType(domain.hostname) },
      { header: 'DNS Target', value: (domain) => domain.cname ?? '' },
    ],
    terminal,
  )
  return [
    `${renderHeading(`${app} Default Domain`, paint)}\n\n${own.map((it) => it.hostname).join('\n')}`,
    ...(custom.length > 0 ? [`${renderHeading(`${app} Custom Domains`, paint)}\n\n${table}`] : []),
  ].join('\n\n')
}

/** At the top of a zone DNS allows no CNAME. */
function recordType(hostname: string): string {
  return hostname.split('.').length > 2 ? 'CNAME' : 'ALIAS or ANAME'
}
