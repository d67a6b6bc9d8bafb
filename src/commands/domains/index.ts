import type { Domain } from '../../api-types/domain.ts'
import { appOnlyFlag, controllerLongFlag } from '../../lib/app-flag.ts'
import { colours } from '../../lib/colour.ts'
import { renderHeading } from '../../lib/layout.ts'
import { listLimitFlag } from '../../lib/list-limit.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import {
  type NamedColumn,
  renderTableAsAsked,
  type TableOptions,
  tableFlags,
} from '../../lib/table-options.ts'
import type { Terminal } from '../../lib/terminal.ts'

export default class DomainsList extends QpCommand {
  static override description = 'list the domains of an app'
  static override hiddenAliases = ['domains:list']
  static override examples = ['$ qp domains -a blog', '$ qp domains -a blog --csv --columns "Domain Name"']
  static override flags = { ...appOnlyFlag, ...controllerLongFlag, ...tableFlags, ...listLimitFlag }

  async run() {
    const { flags } = await this.parse(DomainsList)
    const { api, app } = await this.appContext(flags)
    const domains = (await api.domains.list(app)).slice(0, flags.limit)
    this.log(renderDomains(app, domains, flags, this.terminal))
    return domains
  }
}

const columns: readonly NamedColumn<Domain>[] = [
  { header: 'Domain Name', value: (it) => it.hostname },
  { header: 'DNS Record Type', value: (it) => recordType(it.hostname) },
  { header: 'DNS Target', isWhole: true, value: (it) => it.cname ?? '' },
  { header: 'SNI Endpoint', value: (it) => it.sni_endpoint?.name ?? '' },
  { header: 'Status', value: (it) => it.status, isExtended: true },
  { header: 'ACM Status', value: (it) => it.acm_status ?? '', isExtended: true },
  { header: 'ACM Status Reason', value: (it) => it.acm_status_reason ?? '', isExtended: true },
]

function renderDomains(
  app: string,
  domains: readonly Domain[],
  options: TableOptions,
  terminal: Terminal,
): string {
  const paint = colours(terminal.colour.stdout)
  const own = domains.filter((domain) => domain.kind === 'heroku')
  const custom = domains.filter((domain) => domain.kind === 'custom')
  const table = renderTableAsAsked(custom, columns, options, terminal)
  if (options.csv) return table
  return [
    `${renderHeading(`${app} Default Domain`, paint)}\n\n${own.map((it) => it.hostname).join('\n')}`,
    ...(custom.length > 0 ? [`${renderHeading(`${app} Custom Domains`, paint)}\n\n${table}`] : []),
  ].join('\n\n')
}

/** At the top of a zone DNS allows no CNAME. */
function recordType(hostname: string): string {
  return hostname.split('.').length > 2 ? 'CNAME' : 'ALIAS or ANAME'
}
