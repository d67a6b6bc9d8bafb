import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appOnlyFlag, controllerLongFlag, requiredArgument } from '../../lib/app-flag.ts'
import { waitForDomains } from '../../lib/custom-domains.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class DomainsAdd extends QpCommand {
  static override summary = 'let an app answer to a domain'
  static override description =
    'let an app answer to a domain, or by *.example.com to each name below that has no app of its own. ' +
    'A certificate of the app that holds for it serves it.'
  static override examples = [
    '$ qp domains:add www.example.com -a blog',
    '$ qp domains:add "*.example.com" -a blog',
  ]
  static override args = { hostname: requiredArgument('the domain, such as www.example.com') }
  static override flags = {
    ...appOnlyFlag,
    ...controllerLongFlag,
    cert: Flags.string({ char: 'c', description: 'name of the certificate to serve it with' }),
    wait: Flags.boolean({ description: 'wait until the router answers to it' }),
  }

  async run() {
    const { args, flags } = await this.parse(DomainsAdd)
    const { api, app } = await this.appContext(flags)
    const options = {
      hostname: args.hostname,
      ...(flags.cert === undefined ? {} : { sni_endpoint: flags.cert }),
    }
    const domain = await action(this.surroundings, `Adding ${args.hostname} to ${app}`, () =>
      api.domains.add(app, options),
    )
    if (domain.cname !== null) this.say(`Point the domain to the DNS target ${domain.cname}`)
    if (!flags.wait) return domain
    const [ready = domain] = await action(this.surroundings, `Waiting for ${domain.hostname}`, () =>
      waitForDomains(api, app, domain.hostname),
    )
    return ready
  }
}
