import type { Domain } from '../../api-types/domain.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { type Colours, colours } from '../../lib/colour.ts'
import { renderFields } from '../../lib/layout.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class DomainsInfo extends QpCommand {
  static override description = 'show a domain of an app'
  static override examples = ['$ qp domains:info www.example.com -a blog']
  static override args = { hostname: requiredArgument('the domain, such as www.example.com') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(DomainsInfo)
    const { api, app } = await this.appContext(flags)
    const domain = await api.domains.get(app, args.hostname)
    this.log(renderDomain(domain, colours(this.terminal.colour.stdout)))
    return domain
  }
}

function renderDomain(domain: Domain, paint: Colours): string {
  const fields = {
    acm_status: domain.acm_status ?? undefined,
    acm_status_reason: domain.acm_status_reason ?? undefined,
    app: domain.app.name,
    cname: domain.cname ?? undefined,
    created_at: domain.created_at,
    hostname: domain.hostname,
    id: domain.id,
    kind: domain.kind,
    sni_endpoint: domain.sni_endpoint?.name,
    status: domain.status,
    updated_at: domain.updated_at,
  }
  return renderFields(fields, paint)
}
