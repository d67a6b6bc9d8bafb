import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class DomainsUpdate extends QpCommand {
  static override description = 'serve a domain of an app with another certificate'
  static override examples = ['$ qp domains:update www.example.com --cert www -a blog']
  static override args = { hostname: requiredArgument('the domain, such as www.example.com') }
  static override flags = {
    ...appFlag,
    cert: Flags.string({ description: 'name of the certificate', required: true }),
  }

  async run() {
    const { args, flags } = await this.parse(DomainsUpdate)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Updating ${args.hostname} to use ${flags.cert} certificate`, () =>
      api.domains.update(app, args.hostname, { sni_endpoint: flags.cert }),
    )
  }
}
