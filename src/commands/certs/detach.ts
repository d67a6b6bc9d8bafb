import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { UserError } from '../../lib/errors.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class CertsDetach extends QpCommand {
  static override description = 'serve a domain with a certificate no longer'
  static override examples = ['$ qp certs:detach www www.example.com -a blog']
  static override args = {
    name: requiredArgument('name of the certificate'),
    domain: requiredArgument('domain of the app'),
  }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(CertsDetach)
    const { api, app } = await this.appContext(flags)
    const domain = await api.domains.get(app, args.domain)
    if (domain.sni_endpoint?.name !== args.name)
      throw new UserError(
        `${args.domain} is served with ${domain.sni_endpoint?.name ?? 'no certificate'}, not ${args.name}.`,
      )
    return action(this.surroundings, `Detaching certificate ${args.name} from domain ${args.domain}`, () =>
      api.domains.update(app, args.domain, { sni_endpoint: null }),
    )
  }
}
