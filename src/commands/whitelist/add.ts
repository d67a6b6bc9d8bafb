import { action } from '../../lib/action.ts'
import { parseAddresses, whitelistArgument } from '../../lib/addresses.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class WhitelistAdd extends QpCommand {
  static override description = 'let an address reach an app, and those that are not listed no more'
  static override examples = [
    '$ qp whitelist:add 192.0.2.7,10.0.0.0/8 -a blog',
    '$ qp whitelist:add 2001:db8::/32 -a blog',
  ]
  static override args = { addresses: whitelistArgument }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(WhitelistAdd)
    const addresses = parseAddresses(args.addresses)
    const { api, app } = await this.appContext(flags)
    return action(this.surroundings, `Adding ${addresses.join(', ')} to ${app} whitelist`, () =>
      api.whitelist.update(app, { add: addresses }),
    )
  }
}
