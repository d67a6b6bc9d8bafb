import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class CertsAttach extends QpCommand {
  static override description = 'serve a domain with a certificate'
  static override examples = ['$ qp certs:attach www www.example.com -a blog']
  static override args = {
    name: requiredArgument('name of the certificate'),
    domain: requiredArgument('domain of the app'),
  }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(CertsAttach)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Attaching certificate ${args.name} to domain ${args.domain}`, () =>
      api.domains.update(app, args.domain, { sni_endpoint: args.name }),
    )
  }
}
