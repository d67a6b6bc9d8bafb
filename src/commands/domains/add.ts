import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class DomainsAdd extends QpCommand {
  static override description = 'let an app answer to a domain'
  static override examples = ['$ qp domains:add www.example.com -a blog']
  static override args = { hostname: requiredArgument('the domain, such as www.example.com') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(DomainsAdd)
    const { api, app } = await this.appContext(flags)
    const domain = await action(this.surroundings, `Adding ${args.hostname} to ${app}`, () =>
      api.domains.add(app, { hostname: args.hostname }),
    )
    if (domain.cname !== null) this.say(`Point the domain to the DNS target ${domain.cname}`)
    return domain
  }
}
