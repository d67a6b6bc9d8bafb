import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class DomainsRemove extends QpCommand {
  static override description = 'take a domain from an app'
  static override examples = ['$ qp domains:remove www.example.com -a blog']
  static override args = { hostname: requiredArgument('the domain, such as www.example.com') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(DomainsRemove)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Removing ${args.hostname} from ${app}`, () =>
      api.domains.remove(app, args.hostname),
    )
  }
}
