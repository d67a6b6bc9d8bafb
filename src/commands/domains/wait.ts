import { action } from '../../lib/action.ts'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { waitForDomains } from '../../lib/custom-domains.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class DomainsWait extends QpCommand {
  static override description = 'wait until the router answers to a domain, or to all of the app'
  static override examples = ['$ qp domains:wait www.example.com -a blog', '$ qp domains:wait -a blog']
  static override args = { hostname: optionalArgument('the domain, such as www.example.com') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(DomainsWait)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Waiting for ${args.hostname ?? `the domains of ${app}`}`, () =>
      waitForDomains(api, app, args.hostname),
    )
  }
}
